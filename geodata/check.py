"""The editor's check: everything that can be wrong with the record, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from geodata.geography import far_from_their_place, outside_their_country
from geodata.problems import Problem
from geodata.record import examine_sections, read_sections
from geodata.rules import sound


def check_record(files: Sequence[Path] = ()) -> tuple[str, list[Problem]]:
    """Check the record.

    Parameters
    ----------
    files
        YAML files that take the place of the atlas's own; none checks the atlas's.

    Returns
    -------
    summary
        One line for people.
    problems
        Everything that was found, in the order of files and lines.
    """
    sections, sources, problems = read_sections(files)
    record, problems = examine_sections(sections, sources, problems)
    for rule in (outside_their_country, far_from_their_place):
        problems += (finding.problem() for finding in rule(sound(sections)))
    problems = sorted(set(problems))
    if problems or record is None:
        affected = len({problem.file for problem in problems})
        return f"{len(problems)} problems in {affected} files", problems
    counts = [
        f"{len(getattr(record, name))} {name}" for name in ("events", "memberships", "bases", "forces", "capitals")
    ]
    return f"The record is sound: {', '.join(counts)}; complete up to {record.coverage.complete_until}.", []
