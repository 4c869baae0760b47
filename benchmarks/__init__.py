"""How cost grows with the number of events. Run with ``uv run python -m benchmarks``."""
