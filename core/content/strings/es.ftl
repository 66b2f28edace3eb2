# Sentences of the core, Spanish ("usted"). One id a line, the same ids and arguments in every catalogue.

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
crisis-no-lines = No conocemos ninguna línea de crisis para el lugar que eligió. Su teléfono aún puede llamar al número de emergencia del país donde está.
crisis-choose-country = Su país no está indicado; por eso ve las líneas de todos los países. Algunos números solo funcionan dentro de su país.
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
    [no] No puede quedar sin nombre.
   *[not_known] Si puede quedar sin nombre: no se sabe.
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

## Peers
role-name = { $role ->
    [officer] agente
    [detective] detective
    [supervisor] supervisor
    [dispatcher] despachador
    [corrections] prisiones
    [civilian] personal civil
    [retired] jubilado
    [family] familiar
    [chaplain] capellán
   *[clinician] profesional clínico
}
topic-name = { $topic ->
    [critical_incident] incidente crítico
    [shooting] tiroteo
    [death_on_duty] muerte en servicio
    [child_case] caso con un menor
    [injury] lesión
    [illness] enfermedad
    [alcohol_drugs] alcohol o drogas
    [relationship] relación de pareja
    [family] familia
    [grief] duelo
    [suicide_of_colleague] suicidio de un compañero
    [suicidal_thoughts] ideas de suicidio
    [stress] estrés
    [sleep] sueño
    [money] dinero
    [career] carrera
    [complaint_or_inquiry] queja o investigación
    [retirement] jubilación
    [moral_injury] actuar contra mis valores
    [harassment] acoso
   *[other] otra cosa
}
modality-name = { $modality ->
    [call] llamar
    [text] escribir mensajes
   *[meet] verse en persona
}
peer-roles = En el servicio: { $list }.
peer-roles-not-known = En el servicio: no se sabe.
peer-experience = Ha vivido: { $list }.
peer-experience-not-known = Qué ha vivido: no se sabe.
peer-topics = Dispuesto a hablar de: { $list }.
peer-topics-not-known = De qué puede hablar: no se sabe.
peer-languages = Habla: { $list }.
peer-reached-by = Usted puede: { $list }.
peer-reached-by-not-known = Cómo contactar: no se sabe.
peer-on-call = De guardia ahora.
peer-off-call = No está de guardia ahora.

## Limits
limits-role = Un par es un compañero. No es consejero ni profesional clínico.
limits-where = Estas reglas valen en { $place }.
limits-source = Fuente: { $source }
limits-layer = { $layer ->
    [statute] La ley.
    [agency] Regla propia de su agencia.
   *[programme] Regla del programa de pares.
}

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

## The first screen
home-locked = Desbloquee su teléfono para ver su solicitud. Las líneas están aquí.
home-pack-ends = { $days ->
    [one] La lista de compañeros de su grupo vale un día más como mucho.
   *[other] La lista de compañeros de su grupo vale { $days } días más como mucho.
}
home-pack-expired = La lista de compañeros de su grupo ha caducado y no se puede preguntar a nadie. Por favor, llame a una línea y avise a su equipo.
home-clock-wrong = El reloj de este teléfono está mal por unos { $minutes } minutos. Por favor, póngalo en hora.

## Fixed labels of the screens
label-crisis = Líneas de crisis
label-call = Llamar
label-text = Mensaje de texto
label-chat = Chat
label-web = Página web
label-not-known = No se sabe
label-peer = Pedir un par
label-directory = Pares
label-limits = Lo que queda entre ustedes
label-limits-accept = Lo he leído
label-ask-anyone = Preguntar a quien pueda
label-ask-chosen = Preguntar a este compañero
label-others-may-follow = Después se puede preguntar a otros
label-withdraw = Retirar mi solicitud
label-next-peer = Siguiente compañero
label-done = Hecho
label-share-number = Dar mi número
label-on-call = Ponerme de guardia
label-off-call = Dejar la guardia
label-take = Puedo atenderla
label-not-now = Yo no
label-give-back = Devolverla
label-quick-exit = Salir ya
label-lines-now = Líneas, ahora
