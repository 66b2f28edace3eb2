## Follow-ups
follow-up-intro = Usted los pone. Cada uno es un aviso corto que no dice nada. Puede mover uno, o quitar todos, con un toque. Nadie más lo sabe.
follow-up-none = No hay ningún aviso puesto.
follow-up-after = { $what ->
    [contact] Tras una charla el { $date }
    [incident] Tras un servicio duro el { $date }
   *[self_check] Tras una prueba el { $date }
}
follow-up-length = { $unit ->
    [hours] { $count ->
        [one] Una hora después
       *[other] { $count } horas después
    }
    [days] { $count ->
        [one] Un día después
        [7] Una semana después
       *[other] { $count } días después
    }
   *[months] { $count ->
        [one] Un mes después
        [12] Un año después
       *[other] { $count } meses después
    }
}
follow-up-own-time = A la hora que usted eligió
follow-up-at = { $date }, { $time }
follow-up-due = Ya es la hora: ¿cómo está usted ahora?
follow-up-calendar-title = Aviso
follow-up-calendar-ask = Un calendario puede ser de varios, y puede copiarse a un servidor. El título dice solo lo que usted quiera.
peer-reminder-ask = Pregunte primero si puede llamar otra vez. Ponga esto solo si le dicen que sí. Guarda una hora y ningún nombre. Le pueden decir que pare cuando quieran. Entonces quítelo aquí con un toque.
duty-on-break-until = Está de descanso hasta las { $time }. No se le manda a nadie y no se muestra nada nuevo.
duty-on-break = Está de descanso hasta que usted lo termine. No se le manda a nadie y no se muestra nada nuevo.
duty-break-ask = Un descanso está bien. Deja de estar de guardia. Primero termine o devuelva lo que tiene. A nadie se le dice por qué. Los demás solo ven que no está de guardia, al próximo cuarto de hora.
label-follow-ups = Mis avisos
label-follow-up-set = Avíseme
label-follow-up-move = Mover
label-follow-up-end = Quitar este
label-follow-up-end-all = Quitar todos
label-follow-up-calendar = Poner en mi calendario
label-peer-reminder = Avíseme para llamar otra vez
label-peer-agreed = Dijo que sí
label-break = Necesito un descanso
label-break-end = Terminar mi descanso
label-break-check = ¿Cómo va la carga?
label-follow-up-when = Cuándo
label-follow-up-calendar-title = Su título allí. Déjelo vacío para una palabra neutra
label-break-day = Por un día
label-break-week = Por una semana
label-remind-after = ¿Después de qué deben llegar?
label-after-talk = Una conversación
label-after-incident = Un servicio duro
label-after-check = Una revisión de mí
label-hour-earlier = Una hora antes
label-hour-later = Una hora después
label-day-earlier = Un día antes
label-day-later = Un día después
label-week-later = Una semana después
