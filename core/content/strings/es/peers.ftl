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
gender-name = { $gender ->
    [woman] mujer
    [man] hombre
   *[nonbinary] persona no binaria
}
exclusion-reason = { $reason ->
    [supervisor] Es mi superior
    [internal_affairs] Trabaja en asuntos internos
    [at_the_incident] Estaba allí cuando pasó
   *[named_by_me] No quiero encontrarme con esa persona
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
label-exclude-role = Por función en una agencia
label-leave-out = Dejar fuera
label-speaks = Habla
