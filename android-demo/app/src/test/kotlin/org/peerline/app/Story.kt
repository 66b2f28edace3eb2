package org.peerline.app

import androidx.compose.ui.test.junit4.ComposeTestRule
import java.util.concurrent.TimeUnit
import org.peerline.app.peers.ByRole
import org.peerline.core.Asking
import org.peerline.core.Excluded
import org.peerline.core.Need
import org.peerline.core.Query
import org.peerline.core.Reason
import org.peerline.core.Role
import org.peerline.core.Topic
import org.peerline.core.Whom
import org.peerline.core.Wish
import org.robolectric.shadows.ShadowLooper

/**
 * Every screen of the shell in every state that it has, in the order in which somebody meets them: the real activity, the real core, a
 * real relay. `look` is called for each.
 */
class Story(private val rule: ComposeTestRule, private val density: String = "xhdpi", private val look: (name: String, stage: Stage) -> Unit) {
    fun all() {
        alone()
        cared()
        troubled()
        together()
    }

    /** Without a card and without a network. */
    fun alone() = TrialPhone().use { trial ->
        stage(trial).use { stage ->
            look("01-welcome", stage)
            stage.go()
            look("02-home", stage)
            stage.go(Screen.Lines)
            look("03-lines", stage)
            stage.shell { it.lines.beginFor(Need.TRAUMA) }
            look("03-lines-for", stage)
            stage.go(Screen.Lines, Screen.Line(LINE))
            look("04-line", stage)
            val way = stage.shell { (it.lines.line.value.ready ?: error("no line")).row.calls.first() }
            stage.go(Screen.Lines, Screen.Dial(LINE, way.uri))
            look("05-dial", stage)
            stage.go(Screen.More)
            look("06-more", stage)
            stage.go(Screen.Settings)
            look("07-settings", stage)
            stage.go(Screen.Settings, Screen.Countries)
            look("08-countries", stage)
            stage.go(Screen.Settings, Screen.Regions)
            look("09-regions", stage)
            stage.go(Screen.Card)
            look("10-card", stage)
            stage.shell { it.card.type("hello") }
            stage.shell { it.card.join() }
            look("11-card-refused", stage)
            stage.go()
            stage.shell { it.asking.begin() }
            look("12-ask-without-card", stage)
            stage.go()
            stage.shell { it.close() }
            look("13-curtain", stage)
            trial.core.leftAtOnce = true
            stage.recreate()
            look("14-back-after-leaving-at-once", stage)
            trial.core.leftAtOnce = false
        }
    }

    /** What somebody does for themselves. */
    fun cared() = CareStory(::stage, look).all()

    /** What goes wrong with a phone. */
    fun troubled() {
        TrialPhone().use { trial ->
            trial.call { it.closeApp() }
            trial.keys.refusal = { id -> if (id.startsWith("officer")) org.peerline.core.KeyStoreException.Locked() else null }
            val locked = TrialPhone(trial.folder(), trial.keys)
            stage(locked).use { look("20-phone-locked", it.apply { go() }) }
            trial.keys.refusal = { null }
        }
        TrialPhone().use { trial ->
            trial.call { it.closeApp() }
            trial.spoil()
            val damaged = TrialPhone(trial.folder(), trial.keys)
            stage(damaged).use { look("21-damaged", it.apply { go() }) }
        }
        TrialPhone().use { trial ->
            trial.call { it.closeApp() }
            trial.keys.revoke()
            val gone = TrialPhone(trial.folder(), trial.keys)
            stage(gone).use { look("22-key-gone", it.apply { go() }) }
        }
    }

    /** An officer and a peer of one pool. */
    fun together() = Pool().use { pool ->
        TrialPhone().use { officer ->
            TrialPhone().use { peer ->
                peer.call { it.membership().join(pool.peerCard) }
                pool.takeBack(peer.call { it.membership().cardForTheRoster().text })
                pool.publish()
                peer.run()
                onDuty(peer)
                // The list of keys is made anew only so often.
                pool.pass(400)
                peer.pass(400)
                officer.pass(400)
                officer.call { it.membership().join(pool.memberCard) }
                officer.run()
                asked(officer, peer)
                late(officer, pool)
            }
        }
    }

    private fun onDuty(peer: TrialPhone) = stage(peer).use { stage ->
        stage.go(Screen.Duty)
        look("50-duty-off-call", stage)
        stage.go(Screen.Duty, Screen.Break)
        look("57-break", stage)
        stage.shell { it.duty.takeBreak(null) }
        look("58-on-a-break", stage)
        stage.shell { it.duty.endBreak() }
        stage.go(Screen.Duty, Screen.PeerReminders)
        stage.shell { it.duty.remind(agreed = false) }
        look("59-peer-reminders-refused", stage)
        val load = stage.shell { (it.duty.screen.value.ready ?: error("no duty")).screen.loadChecklist }
        stage.go(Screen.Duty, Screen.Checklist(load))
        look("59-load-of-a-peer", stage)
        stage.go(Screen.Duty)
        stage.shell { it.duty.goOnCall(8u) }
        stage.run()
        look("51-duty-on-call", stage)
        stage.go()
        look("52-home-of-a-peer", stage)
    }

    private fun asked(officer: TrialPhone, peer: TrialPhone) {
        stage(officer).use { stage ->
            stage.go(Screen.Card)
            look("30-card-read", stage)
            stage.go(Screen.Card, Screen.LeavePool)
            look("30-card-leave", stage)
            stage.go(Screen.Peers)
            // One who can be asked. Others of the same name stand in another order on each phone, so the agency is named, too.
            find(stage, Query(text = "Dana Baker"))
            val asked = stage.shell { (it.peers.list.value.ready ?: error("no peers")).rows.first { row -> row.hasApp } }
            find(stage, Query(text = "Dana Baker", agency = asked.agency))
            look("31-peers", stage)
            stage.go(Screen.Peers, Screen.Peer(asked.id))
            look("32-peer", stage)
            stage.go(Screen.Peers, Screen.Filters)
            look("33-filters", stage)
            stage.go(Screen.Peers, Screen.Filters, Screen.FilterRegion)
            look("33-filter-region", stage)
            stage.go(Screen.Peers, Screen.Exclude(asked.id))
            look("32-exclude", stage)
            stage.go(Screen.Peers, Screen.Exclusions)
            stage.shell { it.peers.exclude(Excluded.Agency("Cedar County Sheriff"), Reason.NAMED_BY_ME) }
            stage.shell { it.peers.choose(ByRole(Role.SUPERVISOR)) }
            look("34-exclusions", stage)
            stage.shell { it.peers.noLongerExclude(Excluded.Agency("Cedar County Sheriff")) }
            stage.go(Screen.Settings, Screen.MyAgency)
            look("34-my-agency", stage)
            stage.go()
            stage.shell { it.asking.begin(asked) }
            look("35-ask-somebody", stage)
            stage.go()
            stage.shell { it.asking.begin() }
            stage.shell { it.asking.choose(it.asking.choice.value.copy(topics = setOf(Topic.SLEEP), wishes = setOf(Wish.CALL))) }
            look("35-ask", stage)
            stage.shell { it.asking.ask() }
            look("36-limits", stage)
            stage.shell { it.asking.accept() }
            stage.shell { it.asking.ask() }
            look("37-sending", stage)
            stage.run()
            look("38-waiting", stage)
            stage.go()
            look("39-home-waiting", stage)
        }
        offered(peer)
        stage(officer).use { stage ->
            stage.go(Screen.Request)
            stage.run()
            look("40-answered", stage)
            stage.go(Screen.Request, Screen.ShareNumber)
            look("41-share-number", stage)
            stage.shell { it.asking.type("+15035550177") }
            stage.shell { it.asking.share() }
            stage.run()
            look("42-shared", stage)
            stage.go(Screen.Request, Screen.CallPeer)
            look("43-call-peer", stage)
        }
        peer.run()
        stage(peer).use { stage ->
            stage.go(Screen.Duty)
            look("55-duty-number", stage)
            val held = stage.shell { (it.duty.screen.value.ready ?: error("no duty")).screen.offers.single() }
            stage.go(Screen.Duty, Screen.CallOfficer(held.id))
            look("55-duty-call", stage)
        }
        stage(officer).use { stage ->
            stage.go(Screen.Request)
            stage.shell { it.asking.complete() }
            stage.run()
            look("44-done", stage)
            stage.shell { it.asking.feel(4u) }
            look("44-done-and-felt", stage)
            stage.shell { it.asking.dismiss() }
        }
        peer.run()
        stage(peer).use { stage ->
            stage.go(Screen.Duty)
            look("56-duty-over", stage)
        }
    }

    private fun find(stage: Stage, query: Query) {
        stage.shell { it.peers.ask(query) }
        ShadowLooper.idleMainLooper(200, TimeUnit.MILLISECONDS)
        stage.shell {}
    }

    private fun offered(peer: TrialPhone) {
        peer.run()
        stage(peer).use { stage ->
            stage.go(Screen.Duty)
            look("53-duty-offer", stage)
            // However often the officer's phone was turned in between, one request came.
            val offer = stage.shell { (it.duty.screen.value.ready ?: error("no duty")).screen.offers.single() }
            stage.shell { it.duty.claim(offer.id) }
            stage.run()
            look("54-duty-held", stage)
        }
    }

    /** Nobody answers, then the list of peers is too old. */
    private fun late(officer: TrialPhone, pool: Pool) {
        stage(officer).use { stage ->
            officer.call { it.requests().ask(Asking(Whom.Anyone(Query()), language = "en")) }
            stage.run()
            stage.go(Screen.Request)
            officer.pass(1_201)
            pool.pass(1_201)
            stage.shell(Shell::refresh)
            look("45-late", stage)
            stage.shell { it.asking.withdraw() }
            look("46-withdrawn", stage)
            stage.shell { it.asking.dismiss() }
            pool.close()
            officer.call { it.requests().ask(Asking(Whom.Anyone(Query()), language = "en")) }
            stage.run()
            stage.go(Screen.Request)
            look("46-not-sent-yet", stage)
            stage.shell { it.asking.withdraw() }
            stage.shell { it.asking.dismiss() }
            officer.pass(60 * 24 * 3600)
            stage.go()
            stage.shell(Shell::refresh)
            look("47-expired", stage)
        }
    }

    private fun stage(trial: TrialPhone) = Stage(rule, trial, density = density)

    private companion object {
        /** A line with calls, texts, a chat, and facts that are not known. */
        const val LINE = "us-988"
    }
}
