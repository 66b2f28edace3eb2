## Small parts of other sentences
weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-day = { $month } { $day }, { $year }
date-month = { $month } { $year }
language-name = { $tag ->
    [en] English
    [es] Spanish
    [fr] French
    [ga] Irish
    [mi] Māori
    [cy] Welsh
    [zh] Chinese
    [vi] Vietnamese
    [ase] American Sign Language, by video
    [bfi] British Sign Language, by video
   *[other] { $tag }
}
