## A peer on duty
duty-on-call-until = Está de guardia hasta las { $time }.
duty-off-call = No está de guardia. No se muestra nada nuevo.
duty-trouble = { $trouble ->
    [not_published] Aún no se le puede contactar: ningún servidor tiene la clave de hoy.
    [not_in_directory] No se le puede contactar: el directorio no tiene su teléfono. Pregunte a su coordinador.
   *[another_phone] Puede que no se le pueda contactar: otro teléfono usa su tarjeta. Pregunte a su coordinador.
}
offer-open = Alguien pide hablar con un compañero.
offer-claiming = La ha tomado. Aún no se sabe si fue el primero.
offer-held-unseen = Es suya. La otra persona aún no ha visto su respuesta.
offer-held-seen = La otra persona ya tiene su respuesta.
offer-number = Le han dado un número: { $phone }
offer-topics = Sobre: { $list }.
offer-topics-none = Sobre: no lo dice.
offer-wishes = Le gustaría: { $list }.
offer-wishes-none = Le gustaría: no lo dice.
offer-language = Habla: { $language }.
offer-left = { $minutes ->
    [0] Abierta menos de un minuto.
    [one] Abierta un minuto más.
   *[other] Abierta { $minutes } minutos más.
}
offer-over = { $over ->
    [taken] Otra persona llegó primero. Gracias.
    [released] Usted la devolvió. Se pregunta al siguiente compañero.
    [passed_on] Se pregunta al siguiente compañero.
    [withdrawn] La solicitud fue retirada.
    [expired] Se acabó su tiempo.
   *[completed] La otra persona dice que está hecho. Gracias.
}
wish-name = { $wish ->
    [call] una llamada
    [text] un mensaje
    [meet] verse en persona
    [outside_my_agency] alguien de fuera de mi agencia
    [same_gender] alguien del mismo género
    [veteran] un veterano
    [faith] alguien de fe
    [same_rank] alguien del mismo rango
   *[language] alguien que hable mi idioma
}
label-until-ended = Hasta que yo lo termine
