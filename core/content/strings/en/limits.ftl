## Limits
limits-role = A peer is a colleague. A peer is not a counsellor or clinician.
limits-where = These rules hold in { $place }.
limits-source = Source: { $source }
limits-layer = { $layer ->
    [statute] The law.
    [agency] Your agency's own rule.
   *[programme] A rule of the peer programme.
}
