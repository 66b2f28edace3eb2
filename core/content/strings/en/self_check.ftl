## Self-check
