"""The atlas's map as other techniques would show it, to compare what a step of the date costs.

Run with ``uv run python -m benchmarks.peers.drive``.
"""
