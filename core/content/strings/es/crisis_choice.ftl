## La elección en una crisis
label-choice-call = Llamar a una línea
label-choice-text = Escribir a una línea
label-choice-peer = Un compañero, ahora
label-choice-plan = Mi plan de seguridad
label-choice-emergency = Número de emergencia
crisis-choice-peer = { $peer ->
    [not_open] Abra la aplicación para pedir un compañero.
    [locked] Desbloquee para pedir un compañero.
    [no_card] Este teléfono no tiene tarjeta de un equipo, así que no puede pedir un compañero. Por favor, llame a una línea.
    [not_ready] Ahora no se puede pedir un compañero. Por favor, llame a una línea.
    [limits_first] Antes de la primera vez, lea qué queda entre usted y un compañero. Luego puede pedirlo.
    [nobody] Ahora mismo no hay ningún compañero a quien pedir. Por favor, llame a una línea.
    [under_way] Ya ha pedido un compañero. Mire cómo va. Puede llamar a una línea al mismo tiempo.
   *[can_ask] Puede pedir un compañero ahora. Un compañero no puede enviar ayuda.
}
crisis-choice-plan = { $plan ->
    [not_open] Abra la aplicación para ver su plan.
    [none] Todavía no hay un plan en este teléfono.
    [locked] Desbloquee para ver su plan, si tiene uno.
   *[readable] Su plan está aquí.
}
crisis-choice-emergency = El número de emergencia puede enviar ayuda enseguida. Puede que vengan sus propios compañeros.
crisis-choice-emergency-not-known = Esta aplicación no tiene número de emergencia para este lugar. Llame al del país donde está. Puede que vengan compañeros.
