"""``python -m dashboard`` is the command ``sahel-atlas``."""

from dashboard.cli import main

main()
