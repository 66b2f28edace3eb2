## Crisis lines
crisis-group = { $group ->
    [region_officers] Líneas para agentes en su región
    [nation_officers] Líneas para agentes de todo el país
    [other_region_officers] Líneas para agentes de una sola región
    [crisis] Líneas de crisis
    [text] Líneas por mensaje de texto
    [emergency] Emergencia
    [other_help] Otra ayuda. No son líneas de crisis
    [pool] Añadidas por su grupo
   *[closed] Cerradas ahora
}
crisis-no-lines = En esta aplicación no hay ninguna línea de crisis comprobada para este lugar. Su teléfono aún puede llamar al número de emergencia del país donde está.
crisis-choose-country = Su país no está indicado; por eso ve las líneas de todos los países. Algunos números solo funcionan dentro de su país.
crisis-nothing-fits = Ninguna línea que conocemos cumple todo lo que eligió. Aquí están las líneas generales que tenemos.
crisis-need = { $need ->
    [officer] Para agentes
    [veteran] Para veteranos y militares
    [family] Para familias
    [suicide] Ideas de suicidio
    [trauma] Cosas duras de ver
    [alcohol] Alcohol y drogas
    [spanish] En español
    [text_only] Quiero escribir, no hablar
   *[deaf] No oigo o no oigo bien
}
crisis-where-country = Para { $country }.
crisis-where-region = Solo para { $region }.
crisis-where-any = Para cualquier país.
crisis-kind = { $kind ->
    [emergency] Número de emergencia.
    [crisis] Línea de crisis.
    [crisis_peer] Línea de crisis hecha para agentes.
    [crisis_referral] Línea de crisis que le busca ayuda.
    [peer] Línea en la que un compañero habla con usted.
    [referral] No es una línea de crisis. Le dice dónde encontrar ayuda.
    [support] No es una línea de crisis. Es un servicio de apoyo.
    [treatment] No es una línea de crisis. Es un servicio de tratamiento.
   *[directory] No es una línea de crisis. Es una lista de servicios.
}
crisis-audience = { $audience ->
    [aboriginal_torres_strait_islander] aborígenes e isleños del estrecho de Torres
    [corrections] personal de prisiones
    [ems] personal de ambulancias
    [family] familias
    [firefighters] bomberos
    [first_responders] personal de emergencias
    [health_workers] personal de salud
    [law_enforcement] policías
    [law_enforcement_afp_vic] policía federal en Victoria
    [law_enforcement_nypd] policías de la ciudad de Nueva York
    [law_enforcement_vicpol] policía de Victoria
    [military] militares
    [nurses] personal de enfermería
    [police_staff] personal civil de la policía
    [public] todas las personas
    [retired_first_responders] personal de emergencias jubilado
    [retired_law_enforcement] policías jubilados
    [retired_law_enforcement_nypd] policías jubilados de la ciudad de Nueva York
    [service_members] personal militar en servicio
    [survivor_families] familias de los caídos
    [veterans] veteranos
   *[volunteers] voluntarios de la policía
}
crisis-made-for = Hecha para: { $list }.
crisis-made-for-not-known = Para quién está hecha: no se sabe.
crisis-topic = { $topic ->
    [officer] el trabajo policial
    [veteran] el servicio militar
    [family] la familia
    [suicide] ideas de suicidio
    [trauma] cosas duras que vio o vivió
    [alcohol_drugs] alcohol y drogas
    [domestic_violence] violencia en casa
    [disaster] desastres
    [lgbtq] la vida LGBTQ+
    [youth] personas jóvenes
    [general] cualquier preocupación
   *[deaf] atención para personas sordas
}
crisis-topics = Puede hablar de: { $list }.
crisis-topics-not-known = De qué puede hablar: no se sabe.
crisis-who-answers = Quién atiende: { $who }
crisis-who-answers-not-known = Quién atiende: no se sabe.
crisis-police = { $answer ->
    [yes] Puede venir la policía: sí. Pueden ser sus propios compañeros.
    [no] Puede venir la policía: no, la línea dice que nunca lo hace.
    [only_in_imminent_danger] Puede venir la policía: normalmente no. Si una vida corre peligro, pueden llamar a emergencias o avisar a otros sin su consentimiento.
   *[not_known] Puede venir la policía: no se sabe.
}
crisis-anonymous = { $answer ->
    [yes] No tiene que decir quién es. Aun así, su número puede ser visible.
    [yes_number_too] No tiene que decir quién es.
    [no] No puede quedar sin nombre.
   *[not_known] Si puede quedar sin nombre: no se sabe.
}
crisis-your-number = { $answer ->
    [shown] Su número: pueden verlo.
    [may_be_seen] Su número: tal vez lo vean.
    [not_seen] Su número: dicen que la persona que contesta no lo ve.
    [no_phone] Su número: aquí no se llama ni se escribe por teléfono; no se ve.
   *[not_known] Si ven su número: no se sabe. Casi todo teléfono lo muestra a quien usted llama o escribe.
}
crisis-cost-not-known = Cuánto cuesta: no se sabe.
crisis-confidentiality-not-known = Qué mantienen en privado: no se sabe. Puede preguntarlo al comenzar.
crisis-languages = Idiomas: { $list }.
crisis-languages-not-known = Idiomas: no se sabe.
crisis-added-by-pool = Añadida por su grupo.
crisis-press = Cuando atiendan, presione { $digits }. { $says }
crisis-keyword = Envíe la palabra { $word }.
crisis-leads-to = En { $language }.
crisis-no-phone = No se conoce ningún número de teléfono ni de texto. Use la página web.
crisis-hours-always = Día y noche, todos los días.
crisis-hours-not-known = Horario: no se sabe.
crisis-hours-zone-not-known = No se sabe su zona horaria; por eso no podemos decir si está abierta ahora.
crisis-open = Abierta ahora.
crisis-open-until = Abierta ahora, hasta { $at } ({ $zone }).
crisis-closed = Cerrada ahora. Cuándo vuelve a abrir: no se sabe.
crisis-closed-until = Cerrada ahora. Abre { $at } ({ $zone }).
crisis-open-not-known = Si está abierta ahora: no se sabe.
crisis-at-weekday = el { $day } a las { $time }
crisis-at-date = el { $date } a las { $time }
crisis-holidays-differ = En días festivos su horario cambia, y no conocemos los festivos de allí.
crisis-holidays-not-known = Su horario en días festivos: no se sabe.
crisis-day-open = { $day }: { $spans }
crisis-day-closed = { $day }: cerrada
crisis-day-not-known = { $day }: no se sabe
crisis-zone = hora de { $city }
crisis-week-zone = Este horario es en { $zone }.
crisis-checked-own-page = Leído en la página de la propia organización.
crisis-checked-pages = { $count ->
    [1] Leído en una página publicada. No podemos decir que sea de la propia organización.
   *[other] Leído en { $count } páginas publicadas. No podemos decir que una sea de la propia organización.
}
crisis-checked-general = Es de conocimiento general. No se leyó ninguna página.
crisis-checked-on = Fuente más reciente con fecha: { $date }.
crisis-checked-age = { $years ->
    [0] Tiene menos de un año.
    [1] Tiene más de un año.
   *[other] Tiene más de { $years } años.
}
crisis-checked-no-date = Lo buscamos el { $date }. La fuente no tiene fecha; por eso no se sabe su antigüedad.
crisis-called = Una persona llamó para comprobarlo.
crisis-not-called = Nadie ha llamado para comprobarlo.
