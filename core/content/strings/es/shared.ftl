## Small parts of other sentences
weekday = { $day ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
}
month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
date-day = { $day } de { $month } de { $year }
date-month = { $month } de { $year }
language-name = { $tag ->
    [en] inglés
    [es] español
    [fr] francés
    [ga] irlandés
    [mi] maorí
    [cy] galés
    [zh] chino
    [vi] vietnamita
    [ase] lengua de señas americana, por video
    [bfi] lengua de señas británica, por video
   *[other] { $tag }
}
