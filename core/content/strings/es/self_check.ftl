## Self-check
self-check-questions = { $count ->
    [one] Una pregunta.
   *[other] { $count } preguntas.
}
self-check-recall = Pregunta por los últimos { $days } días.
self-check-begun = Usted empezó esta prueba. Puede seguir o empezar de nuevo.
self-check-signed = Llegó con una actualización firmada el { $date }.
self-check-in-english = Las preguntas están en inglés. No conocemos una forma en español publicada con licencia clara.
self-check-private = Sus respuestas se quedan en este teléfono. Puede salir cuando quiera. No se guarda nada si usted no lo pide.
self-check-early = { $ago ->
    [0] Usted hizo esta prueba hace menos de un día.
    [one] Usted hizo esta prueba hace un día.
   *[other] Usted hizo esta prueba hace { $ago } días.
} Pregunta por los últimos { $recall } días. Casi todo serían los mismos días otra vez. { $left ->
    [one] Hoy dice poco. Dice más desde mañana.
   *[other] Hoy dice poco. Dice más en { $left } días.
} Puede hacerla de todos modos.
self-check-clock-back = El reloj de este teléfono marca una hora anterior a la de su última prueba. No podemos decir cuánto hace de eso.
self-check-crisis = Su respuesta cuenta más que cualquier puntaje. No tiene que estar solo con esto. Puede hablar con alguien ahora mismo.
self-check-safety-open = Falta responder una pregunta sobre su seguridad. Si no está a salvo, puede hablar con alguien ahora mismo.
self-check-not-safe = Qué bueno que lo dijo. Puede hablar con alguien ahora mismo. Quédese con alguien de confianza, si puede.
self-check-meter = Gracias. Este número es solo para usted. Una herramienta de esta app le puede ayudar. Hablar con alguien también.
self-check-no-diagnosis = Esto no es un diagnóstico.
self-check-total = Su total es { $total }. Puede ir de { $least } a { $most }.
self-check-incomplete = { $missing ->
    [one] Falta una respuesta. Por eso no hay total.
   *[other] Faltan { $missing } respuestas. Por eso no hay total.
}
self-check-scale = { $title }: { $score }. { $means }
self-check-next = { $next ->
    [tool] Pruebe una herramienta de esta app.
    [peer] Hable con un compañero.
    [line] Llame o escriba a una línea.
   *[clinician] Hable con un médico o consejero.
}
self-check-again = { $days ->
    [one] Tiene sentido hacerla otra vez desde mañana.
   *[other] Tiene sentido hacerla otra vez en { $days } días o más.
} Pregunta por los últimos { $recall } días. Antes, casi todo serían los mismos días.
self-check-since = { $days ->
    [0] Menos de un día después de la anterior.
    [one] Un día después de la anterior.
   *[other] { $days } días después de la anterior.
}
self-check-since-early = { $days ->
    [0] Menos de un día después de la anterior. Las dos preguntan por los mismos días.
    [one] Un día después de la anterior. Las dos preguntan por muchos de los mismos días.
   *[other] { $days } días después de la anterior. Las dos preguntan en parte por los mismos días.
}
self-check-since-clock-back = El reloj del teléfono se atrasó antes de esta. No podemos decir cuánto después de la anterior fue.
self-check-change = { $word ->
    [reliable] { $direction ->
        [better] Un cambio fiable, para mejor.
       *[worse] Un cambio fiable, para peor.
    }
    [worth_noting] { $direction ->
        [better] Un cambio para tener en cuenta, para mejor.
       *[worse] Un cambio para tener en cuenta, para peor.
    }
   *[chance] Dentro de lo que hace el azar.
}
self-check-no-change-word = No conocemos un estudio que diga cuánto debe cambiar esta prueba para que signifique algo. Por eso no decimos nada del cambio.
self-check-order = El reloj del teléfono se atrasó entre dos de estas. Están en el orden en que usted las hizo.
self-check-other-coding = { $count ->
    [one] Un resultado se contó de otra forma y no está aquí.
   *[other] { $count } resultados se contaron de otra forma y no están aquí.
}
self-check-imported = Leído de un archivo.

label-self-check = ¿Cómo estoy?
label-self-check-go-on = Seguir
label-self-check-start-anew = Empezar de nuevo
label-self-check-finish = Ver qué dice
label-self-check-leave = Salir, no guardar nada
label-self-check-later = Salir, seguir luego
label-self-check-keep = Guardar este resultado
label-self-check-trend = Con el tiempo
label-self-check-delete = Borrar este resultado
label-self-check-delete-all = Borrar todos los resultados
label-not-safe = No estoy a salvo
label-distress = ¿Qué tan mal está ahora?
label-checklists = Listas sin puntaje
