## Limits
limits-role = Un par es un compañero. No es consejero ni profesional clínico.
limits-where = Estas reglas valen en { $place }.
limits-source = Fuente: { $source }
limits-layer = { $layer ->
    [statute] La ley.
    [agency] Regla propia de su agencia.
   *[programme] Regla del programa de pares.
}
