## The first screen
home-locked = Desbloquee su teléfono para ver su solicitud. Las líneas están aquí.
home-app-locked = Desbloquee la aplicación para ver lo que pidió. Las líneas están aquí.
home-pack-ends = { $days ->
    [one] La lista de compañeros de su grupo vale un día más como mucho.
   *[other] La lista de compañeros de su grupo vale { $days } días más como mucho.
}
home-pack-expired = La lista de compañeros de su grupo ha caducado y no se puede preguntar a nadie. Por favor, llame a una línea y avise a su equipo.
home-clock-wrong = El reloj de este teléfono está mal por unos { $minutes } minutos. Por favor, póngalo en hora.
