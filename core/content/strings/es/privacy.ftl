## Privacidad: quién ve qué
label-privacy = Privacidad
label-privacy-seen = Lo que otros ven
label-privacy-kept = Lo que hay en este teléfono
label-privacy-can = Puede ver
label-privacy-cannot = No puede ver
label-erase = Borrar
label-erase-everything = Borrar todo
privacy-alone = Lo que usted hace a solas en esta aplicación no se envía a nadie.
privacy-party = { $party ->
    [agency] Su agencia
    [relay] Quien maneja el relé
    [coordinator] Quien dirige el equipo de compañeros
    [peer] El compañero que contesta
   *[phone_company] Su compañía de teléfono
}
privacy-sees = { $row ->
    [agency_app] En un teléfono o una red suya, su agencia puede ver que esta aplicación está ahí.
    [agency_contact] En su red puede ver cuándo habla su teléfono con el relé, y cuánto.
    [agency_read] No puede leer qué pide, a quién lo pide, ni qué contesta un compañero.
    [agency_files] No puede leer los archivos mientras su teléfono está bloqueado.
    [relay_address] Puede ver la dirección de internet de su teléfono mientras usted pide.
    [relay_course] Puede ver que alguien del grupo pide, cuándo, y cómo sigue.
    [relay_peers] Puede ver qué compañeros están de guardia, y hasta cuándo.
    [relay_read] No puede leer lo que pide, la respuesta, ni un número de teléfono.
    [relay_name] No puede saber por lo enviado qué miembro es usted.
    [coordinator_card] Puede que sepa que le dio una tarjeta.
    [coordinator_asked] Nadie le dice que usted pidió.
    [coordinator_relay] Puede que también maneje el relé. Entonces ve lo que el relé ve.
    [peer_reads] El compañero puede leer los temas que eligió, sus deseos, el idioma, y cuándo lo pidió.
    [peer_name] El compañero no puede ver su nombre ni su agencia en lo que pide.
    [peer_number] El compañero puede ver su número si usted lo da o llama.
    [phone_calls] Puede ver cada llamada y cada mensaje: el número, cuándo, y cuánto duró.
    [phone_contact] En su red puede ver cuándo habla su teléfono con el relé.
   *[phone_read] No puede leer lo que usted pide en esta aplicación.
}
privacy-why = { $row ->
    [agency_app] Un teléfono o una red suya está en sus manos. También puede grabar la pantalla de su teléfono. Use el que es de usted.
    [agency_contact] Lo que pide sale en el momento en que lo pide. Las líneas de crisis no usan la red.
    [agency_read] Se sella en este teléfono, y el camino al relé también va sellado.
    [agency_files] Están sellados con una clave de su teléfono.
    [relay_address] Toda llamada en internet la muestra. El programa del relé no la anota.
    [relay_course] Tiene que pasar lo que pide de ronda en ronda.
    [relay_peers] Los compañeros se lo dicen con su clave del día.
    [relay_read] Solo los compañeros a quienes se pide tienen las claves para abrirlo.
    [relay_name] Todos los miembros muestran la misma tarjeta, y cada vez hay claves nuevas.
    [coordinator_card] La tarjeta es la misma para todos. No dice quién la usó.
    [coordinator_asked] No se le envía nada.
    [coordinator_relay] Pregunte quién lo maneja.
    [peer_reads] Es lo que usted eligió enviar, con el número de los límites que leyó.
    [peer_name] Lo que pide no lleva nombre. Una voz o una historia aún pueden decir quién es.
    [peer_number] Una llamada muestra su número. El número del compañero le llega sellado del mismo modo.
    [phone_calls] Así se hacen las llamadas. Puede que esté en su factura.
    [phone_contact] Su teléfono pasa por su red.
   *[phone_read] Se sella en este teléfono.
}
## Privacidad: lo que hay en este teléfono
privacy-area = { $area ->
    [requests] Lo que ha pedido
    [exclusions] A quién dejó fuera
    [limits] Los límites que leyó
    [myself] Su agencia
    [pool] Su equipo de compañeros
    [duty] Su guardia como compañero
    [self_checks] Sus cuestionarios
    [coping] Sus herramientas
    [safety_plan] Su plan de seguridad
    [follow_ups] Sus recordatorios
   *[written] Las notas de la aplicación
}
privacy-area-what = { $area ->
    [requests] Lo último que pidió, su respuesta, y lo que aún hay que enviar.
    [exclusions] Los compañeros, las agencias y los cargos con los que no quiere dar.
    [limits] Qué límites leyó, y cuándo.
    [myself] El nombre de su agencia, si lo dio, y un número al azar que pone a los compañeros en un orden propio.
    [pool] La tarjeta de su equipo, y las claves que los compañeros dieron para cada día.
    [duty] Su tarjeta y sus claves como compañero, cuándo está de guardia, y lo que le pidieron.
    [self_checks] Los cuestionarios que llenó, y sus resultados.
    [coping] Qué herramientas usó, y qué le ayudó.
    [safety_plan] Lo que escribió en su plan.
    [follow_ups] Cuándo quiere un recordatorio, y de qué.
   *[written] Cuándo se escribieron los archivos. Está en todo teléfono, se use o no.
}
privacy-rows = { $count ->
    [0] Ahora no se guarda nada aquí.
    [one] Se guarda una entrada.
   *[other] Se guardan { $count } entradas.
}
privacy-rows-locked = Desbloquee para ver cuánto se guarda.
privacy-file = { $file ->
    [officer] Lo que es de usted. Está sellado con una clave de su teléfono, y se puede leer con el teléfono desbloqueado.
    [duty] Lo que usa el teléfono de un compañero. Está sellado con una clave de su teléfono.
    [packs] Listas que se bajaron: compañeros, límites, líneas. También están selladas.
    [plan] Su plan, para leerlo con el teléfono bloqueado, como usted eligió. Está sellado con una clave propia.
   *[settings] Su país, su idioma, y el bloqueo, el nombre y la vibración de la aplicación. Este archivo no está sellado.
}
## Privacidad: borrar
privacy-erase-all-title = ¿Borrar todo?
privacy-erase-all = Se borra todo lo que esta aplicación guarda en este teléfono: lo que escribió, su tarjeta, sus ajustes. Primero van las claves.
privacy-erase-for-good = No se puede recuperar.
privacy-erase-all-stays = La aplicación sigue en el teléfono hasta que usted la quite. Las líneas de crisis siguen ahí.
privacy-erase-while-asking = Aún está pidiendo un compañero. Primero retire lo que pidió, o puede que le llamen y no le encuentren.
privacy-erase-while-on-duty = Aún está de guardia como compañero. Primero deje la guardia, o puede que alguien le espere.
privacy-erase-area-title = ¿Borrar esto? { $name }
privacy-erase-means = { $area ->
    [exclusions] Luego, quienes dejó fuera pueden ver lo que pida.
    [limits] Luego lee otra vez los límites antes de pedir.
    [pool] Luego este teléfono no puede pedir un compañero hasta que lea otra vez una tarjeta.
    [duty] Luego este teléfono ya no es el de un compañero.
   *[other] No se borra nada más.
}
privacy-erase-not-while-asking = Ahora no: aún está pidiendo un compañero, o falta enviar el final de lo que pidió. Primero retire lo que pidió.
privacy-erase-not-on-duty = Ahora no: está de guardia, o alguien le pidió y usted lo tiene. Primero deje la guardia.
privacy-erase-with-everything = Esto solo se borra con todo lo demás.
## El único aviso
notice-title = Recordatorio
notice-text = Hay algo nuevo.
