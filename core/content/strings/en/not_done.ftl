## What was not done, and what to do then
not-done = { $why ->
    [locked] Your phone is locked, so this cannot be read now.
    [key_gone] The key of this phone is gone, and with it what it kept. The lines still work.
    [vault_damaged] What this app kept is damaged. It was put aside, not deleted.
    [app_too_old] This was made by a newer version of the app.
    [no_room] There is no room left on this phone.
    [vault_full] This app has no more room for this.
    [storage] This phone could not save or read it.
    [not_a_card] This is not a Peerline card.
    [other_card] This is another kind of card. An invitation is needed here.
    [card_damaged] Letters of this card are missing or wrong.
    [card_of_another] This card is for somebody else.
    [in_another_pool] This phone is in another group. Leave that one first.
    [no_card] This phone has read no card yet. Your peer team has one for you.
    [card_outdated] This card is too old. Your peer team has a new one.
    [not_fetched] The list of peers is not on this phone yet.
    [list_expired] The list of peers is out of date, so nobody can be asked.
    [list_refused] The new list of peers is not in order and was not taken. The old one stays.
    [limits_first] Please read first what stays between you and a peer.
    [limits_changed] The rules have changed since you read them. Please read them again.
    [nobody_to_ask] Nobody can be asked right now. Nothing was sent.
    [asked_already] You are asking for a peer already.
    [has_changed] It has changed in the meantime. Please look again.
    [not_sealed] It could not be made safe to send. Nothing was sent.
    [offline] There is no way to the relay now: no network, or it is down.
    [slow] The relay took too long to answer.
    [watched_network] Something on this network stands between you and the relay. Please use mobile data.
    [relay_refused] The relay did not do it.
    [phone_number] Please write the number with its plus sign and country code.
    [still_asking] You are asking for a peer. Take that back first.
    [still_on_duty] You are on call or have a request. End that first.
    [on_break] You are on a break. End your break first.
    [with_everything] This can only be erased with all the rest.
    [no_text] Please write something first.
    [not_a_number] A phone cannot call this number.
    [already_there] This stands there already.
    [passphrase_short] Please use at least 12 letters.
    [passphrase_wrong] These are not the words that open this file.
    [not_an_export] This file is no plan of this app, or it is damaged.
    [no_results] This file has no results that this app can read.
    [nothing_to_come] All of these times are over.
    [not_agreed] Please ask the officer first.
    [too_long] This is too long. It is still here to make shorter.
    [too_many] There is no room for one more here.
    [place] This is no country or region that we know.
   *[fault] The app made a mistake, and it was stopped. The lines still work.
}
advised = { $advice ->
    [retry] Try again
    [retry_later] Try again later
    [renew] Get it anew
    [free_space] Make room, then try again
    [update_app] Get the newer app
   *[call_a_line] Call a line
}
