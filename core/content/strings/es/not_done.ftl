## What was not done, and what to do then
not-done = { $why ->
    [locked] Su teléfono está bloqueado y ahora no se puede leer esto.
    [key_gone] La llave de este teléfono ya no está, ni lo que guardaba. Las líneas siguen.
    [vault_damaged] Lo que esta aplicación guardaba está dañado. Se puso aparte, no se borró.
    [app_too_old] Esto lo hizo una versión más nueva de la aplicación.
    [no_room] No queda espacio en este teléfono.
    [vault_full] La aplicación no tiene más espacio para esto.
    [storage] Este teléfono no lo pudo guardar o leer.
    [not_a_card] Esta no es una tarjeta de Peerline.
    [other_card] Es otra clase de tarjeta. Aquí hace falta una invitación.
    [card_damaged] Faltan letras en esta tarjeta o están mal.
    [card_of_another] Esta tarjeta es de otra persona.
    [in_another_pool] Este teléfono está en otro grupo. Salga antes de ese.
    [no_card] Este teléfono aún no ha leído una tarjeta. Su equipo tiene una para usted.
    [card_outdated] Esta tarjeta es muy vieja. Su equipo tiene una nueva.
    [not_fetched] La lista de compañeros aún no está en este teléfono.
    [list_expired] La lista de compañeros ha caducado y no se puede preguntar a nadie.
    [list_refused] La lista nueva no está en orden y no se tomó. La vieja se queda.
    [limits_first] Lea primero lo que queda entre usted y un compañero.
    [limits_changed] Las reglas han cambiado desde que las leyó. Léalas otra vez, por favor.
    [nobody_to_ask] Ahora no se puede preguntar a nadie. No se envió nada.
    [asked_already] Usted ya está pidiendo un compañero.
    [has_changed] Mientras tanto ha cambiado. Mire otra vez, por favor.
    [not_sealed] No se pudo cerrar para enviarlo. No se envió nada.
    [offline] Ahora no hay paso al servidor: no hay red o no funciona.
    [slow] El servidor tardó demasiado en responder.
    [watched_network] Algo en esta red está entre usted y el servidor. Use datos móviles, por favor.
    [relay_refused] El servidor no lo hizo.
    [phone_number] Escriba el número con el signo más y el código del país.
    [still_asking] Usted está pidiendo un compañero. Retire eso primero.
    [still_on_duty] Usted está de guardia o tiene una solicitud. Termine eso primero.
    [on_break] Está de descanso. Termine primero su descanso.
    [with_everything] Esto solo se borra con todo lo demás.
    [no_text] Escriba algo primero, por favor.
    [not_a_number] Un teléfono no puede llamar a este número.
    [already_there] Esto ya está ahí.
    [passphrase_short] Use al menos 12 letras, por favor.
    [passphrase_wrong] Estas no son las palabras que abren el archivo.
    [not_an_export] Este archivo no es un plan de esta aplicación o está dañado.
    [no_results] En este archivo no hay resultados que esta aplicación pueda leer.
    [nothing_to_come] Todas estas horas ya pasaron.
    [not_agreed] Pregunte primero al oficial, por favor.
    [too_long] Es demasiado largo. Sigue aquí para acortarlo.
    [too_many] Aquí no cabe uno más.
    [place] No conocemos este país o región.
   *[fault] La aplicación cometió un error y se detuvo. Las líneas siguen.
}
advised = { $advice ->
    [retry] Probar otra vez
    [retry_later] Probar más tarde
    [renew] Conseguirlo de nuevo
    [free_space] Hacer espacio y probar otra vez
    [update_app] Instalar la versión nueva
   *[call_a_line] Llamar a una línea
}
