## Follow-ups
