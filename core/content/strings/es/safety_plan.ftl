## Safety plan
plan-title = Mi plan
plan-intro = Este plan es suyo. Se escribe en un buen día, para uno malo. Se queda en este teléfono.
plan-adapted = Los pasos se adaptan del plan de seguridad («safety planning intervention») de B. Stanley y G. K. Brown. Las palabras son nuestras. Para usar ese nombre hace falta su permiso. Por eso aquí se llama mi plan.
plan-step = { $step ->
    [signs] Señales de que empieza un mal momento
    [my_ways] Lo que puedo hacer yo solo
    [people_and_places] Personas y lugares que me distraen
    [people_to_ask] Personas a las que puedo pedir ayuda
    [professionals] Profesionales y líneas
    [safer_place] Un lugar más seguro
   *[reasons] Mis razones para seguir
}
plan-hint = { $step ->
    [signs] ¿Qué piensa, siente o hace usted cuando empieza?
    [my_ways] Cosas que ayudan y no necesitan a nadie más. Un paseo. Música. Un ejercicio para respirar.
    [people_and_places] ¿Con quién le hace bien estar? ¿A dónde puede ir? No hace falta decir cómo se siente.
    [people_to_ask] ¿Quién puede saber lo mal que está? Pregunte ya si puede llamar a cualquier hora.
    [professionals] Un médico, un capellán, su equipo de compañeros, una línea de crisis.
    [safer_place] Una mala hora pasa. El tiempo y la distancia ayudan. ¿Dónde pueden estar sus armas bajo llave hasta entonces? Con un amigo. En la armería. En una caja con cierre de tiempo. Con una llave que guarda otra persona. Siguen siendo suyas. Tenga en casa pastillas solo para unos días.
   *[reasons] ¿Por quién o por qué quiere seguir aquí?
}
plan-emergency = Si hay peligro, llame ya a una línea o al número de emergencia.
plan-safer-law = Las leyes sobre quién puede guardar su arma cambian según el estado. Pregunte antes.
plan-line-gone = Esta línea ya no está en la lista. Por favor, elija otra.
plan-nothing-here = Aún no hay nada aquí.
plan-review-due = Usted quería mirar su plan otra vez. ¿Sigue siendo bueno?
plan-review-next = Próxima vez: { $date }.
plan-review-never = No hay ningún aviso puesto.
plan-is-copy = Esta es su copia para cuando la app está cerrada con llave. Ábrala para cambiar algo.
plan-readable = Puede leer una copia de este plan con la app cerrada. También puede leerla quien tenga este teléfono y pueda abrir la app.
plan-not-readable = Con la app cerrada, este plan también está cerrado. Puede tener una copia que quede abierta. Está en un archivo aparte, con su propia llave. Quien tenga este teléfono y pueda abrir la app puede leerla también. Si la quita, primero se va la llave y luego el archivo.
plan-export-ask = El archivo se cierra con sus palabras. Use cuatro palabras o más que no vayan juntas. Sin ellas nadie puede abrirlo. Nosotros tampoco.
plan-import-ask = Mírelo primero. Su plan de antes se queda hasta que usted guarde el nuevo.
plan-paper = El papel no tiene llave. Guárdelo donde solo lo vea quien debe.
plan-printed = Impreso el { $date }
plan-printed-step = { $number }. { $title }
plan-printed-contact = { $name }: { $numbers }
label-plan = Mi plan
label-plan-add-note = Añadir una nota o una persona
label-plan-add-line = Añadir una línea
label-plan-up = Subir
label-plan-down = Bajar
label-plan-remove = Quitar
label-plan-remind = Avíseme para mirarlo
label-plan-looked-at = Ya lo he mirado
label-plan-print = Imprimir
label-plan-export = Guardar un archivo cerrado
label-plan-import = Traer un archivo
label-plan-import-merge = Añadir a mi plan
label-plan-import-replace = Usar en lugar de mi plan
label-plan-readable = Leer con la app cerrada
label-plan-text = Lo que quiere escribir, o un nombre
label-plan-number = Su número, si lo tiene
label-plan-change = Cambiar esto
label-plan-paper = Imprimir, compartir o guardar
label-plan-share = Compartir como texto
label-plan-passphrase = Las palabras que cierran el archivo
label-plan-passphrase-opens = Las palabras que abren el archivo
label-plan-every-month = Cada mes
label-plan-every-3-months = Cada 3 meses
label-plan-every-6-months = Cada 6 meses
label-plan-every-year = Cada año
label-plan-order = Cambiar el orden
label-plan-open = Abrirlo
label-plan-never = No me lo recuerde
label-file-saved = Está guardado.
label-file-not-saved = No se pudo guardar ahí.
label-file-not-read = No se pudo leer este archivo.
