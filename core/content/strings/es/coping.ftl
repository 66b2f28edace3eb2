## Coping tools
