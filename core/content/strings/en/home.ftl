## The first screen
home-locked = Unlock your phone to see your request. The lines are here.
home-app-locked = Unlock the app to see your request. The lines are here.
home-pack-ends = { $days ->
    [one] Your pool's list of peers is good for one more day at most.
   *[other] Your pool's list of peers is good for { $days } more days at most.
}
home-pack-expired = Your pool's list of peers is out of date, so nobody can be asked. Please call a line, and tell your peer team.
home-clock-wrong = This phone's clock is wrong by about { $minutes } minutes. Please set it right.
