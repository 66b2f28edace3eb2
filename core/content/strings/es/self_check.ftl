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

## Autoevaluación: resultados en archivos
self-check-export-head = Mis pruebas. Este archivo no tiene clave. Quien lo tenga lo puede leer.
self-check-export-done = Hecha el { $date } a las { $time } ({ $zone }).
self-check-export-number = Pregunta { $number }: { $value }
self-check-export-total = El total es { $total }.
self-check-export-source = Publicado en: { $source }
self-check-import-new = { $count ->
    [0] En este archivo no hay nada nuevo que guardar.
    [one] Un resultado de este archivo se puede guardar.
   *[other] { $count } resultados de este archivo se pueden guardar.
}
self-check-import-not-new = { $count ->
    [one] Uno no se guarda. Abajo ve por qué.
   *[other] { $count } no se guardan. Abajo ve por qué.
}
self-check-import-totals-differ = { $count ->
    [one] Un total del archivo no es el que dan sus respuestas. Valen las respuestas.
   *[other] { $count } totales del archivo no son los que dan sus respuestas. Valen las respuestas.
}
self-check-import-others = { $count ->
    [one] Otra cosa del archivo no es una prueba. No la leímos.
   *[other] Otras { $count } cosas del archivo no son pruebas. No las leímos.
}
self-check-import-unknown-form = Una prueba que esta app no conoce
self-check-import-fate = { $fate ->
    [kept] Usted ya tiene este resultado.
    [twice] Este resultado está dos veces en el archivo. Se guarda una vez.
    [not_done] El archivo dice que esta prueba no se terminó. Por eso no se guarda.
    [contradictory] La primera respuesta cerró la prueba, pero hay más respuestas. Por eso no se guarda.
    [no_time] El archivo no dice qué día fue. Por eso no se guarda.
    [ahead] Su fecha aún no llega. Por eso no se guarda.
    [unknown] No conocemos esta prueba y no la podemos contar. No se guarda.
    [other_coding] Sus respuestas se cuentan de otro modo que en esta app. Por eso no se guarda.
    [withdrawn] El archivo dice que esto se anotó por error. Por eso no se guarda.
    [modified] Tiene una marca que puede cambiar lo que dice. No conocemos esa marca. Por eso no se guarda.
   *[unreadable] No pudimos leer esta parte del archivo. Por eso no se guarda.
}
self-check-import-differs = El archivo dice { $declared }. Las respuestas dan { $total }. Valen las respuestas.
self-check-import-not-understood = { $count ->
    [one] No entendemos una respuesta. Cuenta como no dada.
   *[other] No entendemos { $count } respuestas. Cuentan como no dadas.
}
self-check-import-out-of-range = { $count ->
    [one] Una respuesta no existe en esta prueba. Cuenta como no dada.
   *[other] { $count } respuestas no existen en esta prueba. Cuentan como no dadas.
}
self-check-import-said-twice = { $count ->
    [one] Una pregunta tiene dos respuestas que no son iguales. Cuenta como no dada.
   *[other] { $count } preguntas tienen dos respuestas que no son iguales. Cuentan como no dadas.
}
self-check-import-note = { $note ->
    [day] El archivo da un día, sin hora. Tomamos el mediodía.
    [people] El archivo dice de quién es o quién lo anotó. Eso no lo guardamos.
    [parts] Tiene partes que no entendemos. Las guardamos como están. Salen otra vez cuando usted guarde un archivo.
   *[left_out] Tiene partes que no entendemos. Son muy largas y no las guardamos.
}

label-self-check-export-text = Guardar como texto
label-self-check-export-fhir = Guardar para el sistema de un médico (FHIR)
label-self-check-import = Leer resultados de un archivo
label-self-check-import-keep = Guardar estos resultados
label-checklist-points = Lo que puede ayudar con esto
label-file-not-locked = Este archivo no está cerrado. Quien lo tenga puede leerlo.
