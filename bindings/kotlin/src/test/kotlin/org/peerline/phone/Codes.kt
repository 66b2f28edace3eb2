package org.peerline.phone

import org.peerline.core.CardReason
import org.peerline.core.PackReason
import org.peerline.core.PeerlineException
import org.peerline.core.RequestReason

/** The agreement's name for an error of the border that came up under a command. */
internal fun code(error: PeerlineException, command: String): String = when (error) {
    is PeerlineException.Vault -> "vault.${wordFor(error.reason)}"
    is PeerlineException.Card -> card(error.reason, command)
    is PeerlineException.Pack -> pack(error.reason)
    is PeerlineException.LimitsNotAccepted -> "limits.not_accepted"
    is PeerlineException.LimitsChanged -> "limits.changed"
    is PeerlineException.Request -> if (command in ON_DUTY) duty(error.reason) else asking(error.reason)
    is PeerlineException.Relay -> "call.${wordFor(error.reason)}"
    is PeerlineException.Coping -> "coping.${wordFor(error.reason)}"
    is PeerlineException.SelfCheck -> "self_check.${wordFor(error.reason)}"
    is PeerlineException.SelfCheckFile -> "self_check_file.${wordFor(error.reason)}"
    is PeerlineException.Privacy -> "privacy.${wordFor(error.reason)}"
    is PeerlineException.Settings -> "settings.${wordFor(error.reason)}"
    is PeerlineException.Plan -> "plan.${wordFor(error.reason)}"
    is PeerlineException.FollowUp -> "follow_up.${wordFor(error.reason)}"
    is PeerlineException.TooLong -> "too_long"
    is PeerlineException.TooMany -> "too_many"
    is PeerlineException.BadInput -> "malformed"
    is PeerlineException.Cancelled -> "cancelled"
    is PeerlineException.Fault -> "fault"
}

private val ON_DUTY = setOf("on_call", "off_call", "duty", "claim", "decline", "release", "dismiss_offer")

private fun card(reason: CardReason, command: String) = when (reason) {
    CardReason.NONE -> if (command == "card_for_the_roster") "membership.no_card" else "no_card"
    CardReason.OUTDATED -> "card_outdated"
    CardReason.ANOTHER_POOL, CardReason.ANOTHER_PEER -> "membership.${wordFor(reason)}"
    else -> "card.${wordFor(reason)}"
}

private fun pack(reason: PackReason) = when (reason) {
    PackReason.NO_POLICY, PackReason.NO_DIRECTORY, PackReason.DIRECTORY_EXPIRED, PackReason.NO_LIMITS -> wordFor(reason)
    PackReason.NO_ROOT, PackReason.MISSING, PackReason.LOCKED, PackReason.NEWER_VERSION, PackReason.DISK_FULL,
    PackReason.TOO_MUCH, PackReason.STORAGE, PackReason.KEY_STORE, PackReason.NO_RANDOMNESS,
    -> "pack.${wordFor(reason)}"
    else -> "pack.refused"
}

private fun asking(reason: RequestReason) =
    if (reason == RequestReason.NOT_SEALED) "request.sealing" else "request.${wordFor(reason)}"

private fun duty(reason: RequestReason) = when (reason) {
    RequestReason.NO_REQUEST -> "duty.no_such_request"
    RequestReason.NOT_SEALED -> "duty.sealing"
    else -> "duty.${wordFor(reason)}"
}
