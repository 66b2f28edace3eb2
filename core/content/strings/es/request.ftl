## Asking for a peer
ask-deadline = Si nadie responde en { $minutes } minutos, esta pantalla se lo dice y pone primero las líneas. Las tiene a un toque todo el tiempo.
ask-on-call = { $count ->
    [0] Que sepa este teléfono, ahora no hay nadie de guardia. Se puede preguntar a otros.
    [one] Hay un compañero de guardia.
   *[other] Pregunta a uno de unos { $count } compañeros de guardia.
}
ask-counted = { $minutes ->
    [0] Contado ahora mismo.
    [one] Contado hace 1 minuto.
   *[other] Contado hace { $minutes } minutos.
}
ask-never-counted = Todavía no se sabe cuántos compañeros están de guardia.
ask-cannot-send-help = Un compañero no puede enviar ayuda mientras usted no diga quién es. Si hay peligro, llame a una línea o al número de emergencias.
ask-app-is-visible = En un teléfono o una red de su agencia se ve que esta aplicación está instalada.
ask-address-is-visible = El servidor ve la dirección de internet de su teléfono cuando usted pregunta. Su programa no la anota.
request-sending = Su solicitud está en camino.
request-not-sent-yet = Aún no se ha enviado: llame a una línea si no quiere esperar. Este teléfono sigue intentándolo.
request-waiting = Se está preguntando a compañeros. Nadie ha respondido todavía.
request-next-step = { $minutes ->
    [one] En un minuto más o menos se pregunta a más compañeros.
   *[other] En unos { $minutes } minutos se pregunta a más compañeros.
}
request-left = { $minutes ->
    [0] Queda menos de un minuto.
    [one] Queda un minuto.
   *[other] Quedan { $minutes } minutos.
}
request-late = Nadie ha respondido a tiempo. Por favor, llame a una línea. Si alguien responde todavía, lo verá aquí.
request-answered = { $name } ha respondido.
request-answered-no-name = Un compañero ha respondido.
request-number-visible = Si llama, su número puede verse en el teléfono del compañero.
request-number-shared = Ha dado su número a este compañero.
request-no-luck = ¿No hubo suerte? Pida el siguiente compañero o llame a una línea.
request-ended = { $end ->
    [not_sent] Su solicitud no se envió. Por favor, llame a una línea.
    [refused] El servidor no acepta su solicitud. Por favor, llame a una línea y pida una tarjeta nueva a su equipo.
    [withdrawn] Usted retiró su solicitud.
    [expired] Nadie respondió a tiempo. Por favor, llame a una línea o pregunte a quienes aún no se preguntó.
    [nobody_left] Ninguno de los compañeros puede venir. Por favor, llame a una línea o pregunte a quienes aún no se preguntó.
   *[completed] Hecho. Esperamos que le haya ayudado.
}
request-nobody-to-ask = Ahora no se puede preguntar a nadie. No se envió nada. Por favor, llame a una línea.
request-few-keys = El servidor muestra menos compañeros de los que este teléfono conocía. Puede que oculte algunos.
label-feedback = Solo para usted: ¿qué tan mal está ahora, de 0 a 10?
label-feedback-keep = Guardar este número en este teléfono
