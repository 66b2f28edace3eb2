## Coping tools
coping-group = { $group ->
    [calm] Calmarse ahora
    [body] Soltar el cuerpo
    [after_work] Entre servicios y al salir
    [sleep] Dormir
    [thoughts] Ideas que dan vueltas
    [incident] Tras un hecho grave
   *[others] Para otra persona
}
coping-takes = { $minutes ->
    [one] Cerca de un minuto
   *[other] Unos { $minutes } minutos
}
coping-rounds = { $count ->
    [one] Una vuelta
   *[other] { $count } vueltas
}
coping-own-pace = A su ritmo
coping-rate = { $whole }.{ $tenth } respiraciones por minuto
coping-caution = { $caution ->
    [driving_or_call] Nunca al manejar ni en un servicio.
    [dizzy] Pare si se marea. Respire como quiera.
    [breath_holds] Aquí se guarda el aire. Déjela si está embarazada, si sufre del corazón o de los pulmones, o si le da pánico.
    [breath_focus] Si fijarse en el aire le da más pánico, pare.
    [sore_parts] Deje fuera lo que le duela.
    [too_much] Pare si le remueve demasiado.
    [drowsy] No maneje si apenas está despierto.
    [notes] Un juez o su agencia puede ordenar que entregue lo que escriba, en este teléfono o en papel. No escriba hechos de un caso. Puede borrar lo que guarda esta app.
   *[danger] Si puede hacerse daño o hacer daño a alguien, llame antes a una línea.
}
coping-instead = Tome esta en su lugar: { $name }
coping-how-sure = { $how ->
    [read] Leímos las fuentes que se nombran aquí.
    [named] No leímos todas las fuentes. Las que leímos nombran a las otras.
    [partly] Leímos algunas fuentes. Lo demás se sabe en general y no lo leímos.
   *[general_knowledge] Esto se sabe en general. No leímos ninguna fuente.
}
coping-source = { $what }
coping-source-by = { $what } ({ $by })
coping-source-in = { $what } ({ $year })
coping-source-by-in = { $what } ({ $by }, { $year })
coping-source-status = { $status ->
    [read] La leímos, o su resumen.
    [named] No la leímos. La nombra una fuente que sí leímos.
   *[general_knowledge] No la leímos. Se sabe en general.
}
coping-licence = Con nuestras palabras. Licencia: { $licence }
coping-still-breath = { $seconds ->
    [one] { $cue }. Un segundo más. Vuelta { $round } de { $rounds }.
   *[other] { $cue }. { $seconds } segundos más. Vuelta { $round } de { $rounds }.
}
coping-still-step = { $seconds ->
    [one] { $cue }. Un segundo más. Paso { $step } de { $steps }.
   *[other] { $cue }. { $seconds } segundos más. Paso { $step } de { $steps }.
}
coping-still-own-pace = { $cue }. Siga cuando quiera. Paso { $step } de { $steps }.
coping-left-minutes = { $minutes ->
    [one] Queda un minuto
   *[other] Quedan { $minutes } minutos
}
coping-left-seconds = { $seconds ->
    [one] Queda un segundo
   *[other] Quedan { $seconds } segundos
}
coping-paused = En pausa. Le espera.
coping-done = Listo
coping-done-caption = Eso fue todo. Tómese un momento antes de levantarse.
coping-helped = { $lower ->
    [0] Ninguno de { $uses } usos le dejó un número más bajo.
   *[other] Su número bajó en { $lower } de { $uses } usos. Puede que otras cosas ayudaran también.
}
coping-helped-few = { $uses ->
    [one] { $lower ->
        [0] De 1 uso: su número no bajó. Un uso dice poco.
       *[other] De 1 uso: su número bajó. Un uso dice poco.
    }
   *[other] { $lower ->
        [0] De { $uses } usos: su número nunca bajó. Tan pocos dicen poco.
       *[other] De { $uses } usos: su número bajó en { $lower }. Tan pocos dicen poco.
    }
}
coping-felt = Antes: { $before }. Después: { $after }.
coping-what-helped-none = Aún no hay de qué aprender. Hace falta un número antes y otro después, que usted guarde.
coping-what-helped-locked = Desbloquee el teléfono para ver qué le ayudó. Las herramientas están aquí.
coping-last-caffeine = Nada de cafeína después de las { $time }.
coping-earliest-up = Duerma hasta las { $time } si puede. Así no pasa más de cuatro horas despierto antes del turno.
coping-nap-alarm = Ponga la alarma a las { $time }.
coping-drive-from = No maneje antes de las { $time }. Despertar toma un rato.
coping-tired = { $tired ->
    [little_sleep] Durmió menos de seis horas en el último día. No maneje si puede evitarlo. Pida que lo lleven o duerma antes un poco.
    [long_duty] Lleva más de doce horas de servicio. No maneje si puede evitarlo. Pida que lo lleven o duerma antes un poco.
    [both] Durmió menos de seis horas y lleva más de doce de servicio. Por favor, no maneje. Pida que lo lleven o duerma antes.
   *[neither] Por estos dos números no hay aviso. Si siente sueño, eso cuenta más.
}
label-coping = Herramientas
label-coping-before-start = Antes de empezar
label-coping-start = Empezar
label-coping-pause = Pausa
label-coping-resume = Seguir
label-coping-next = Siguiente
label-coping-back = Atrás
label-coping-finish = Terminar
label-coping-instead = Tomar otra
label-coping-felt-before = ¿Qué tan mal está ahora, de 0 a 10?
label-coping-felt-after = ¿Y ahora, de 0 a 10?
label-coping-felt-skip = Omitir
label-coping-keep = Guardar estos números en este teléfono
label-coping-what-helped = Qué me ayudó
label-coping-delete-one = Borrar esto
label-coping-delete-all = Borrar todo
label-coping-pace = Ritmo
label-coping-length = Duración
label-coping-still = Sin movimiento
label-coping-sources = De dónde viene esto
label-coping-sleep-times = Calcular mis horas
label-work-out = Calcular
label-sleep-bed = A qué hora me acuesto
label-sleep-shift = A qué hora empieza mi próximo turno
label-nap-down = A qué hora me acuesto a dormir una siesta
label-nap = Una siesta corta
label-tired = ¿Tengo demasiado sueño?
label-tired-slept = Horas que dormí en las últimas 24
label-tired-on-duty = Horas que llevo de servicio
label-earlier = Más temprano
label-later = Más tarde
label-fewer = Menos
label-longer = Más
label-started-uses = Lo que hice
label-nothing-kept = Aún no se ha guardado nada.
