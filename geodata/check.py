"""The editor's check: everything that can be wrong with the record, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from geodata.geography import far_from_their_place, outside_their_country
from geodata.problems import Problem
from geodata.record import examine_sections, read_sections
from geodata.rules import never_reviewed, sound


class Checked(NamedTuple):
    """What the check found.

    Attributes
    ----------
    summary
        One line for people.
    problems
        Everything that is wrong, in the order of files and lines.
    warnings
        What is not wrong and wants doing: records that nobody has read a second time.
    """

    summary: str
    problems: list[Problem]
    warnings: list[Problem]


def check_record(files: Sequence[Path] = ()) -> Checked:
    """Check the record.

    Parameters
    ----------
    files
        YAML files that take the place of the atlas's own; none checks the atlas's.
    """
    sections, sources, problems = read_sections(files)
    record, problems = examine_sections(sections, sources, problems)
    for rule in (outside_their_country, far_from_their_place):
        problems += (finding.problem() for finding in rule(sound(sections)))
    problems = sorted(set(problems))
    warnings = sorted(finding.problem() for finding in never_reviewed(sound(sections)))
    if problems or record is None:
        affected = len({problem.file for problem in problems})
        return Checked(f"{len(problems)} problems in {affected} files", problems, warnings)
    counts = [
        f"{len(getattr(record, name))} {name}" for name in ("events", "memberships", "bases", "forces", "capitals")
    ]
    complete = record.coverage.complete_until
    return Checked(f"The record is sound: {', '.join(counts)}; complete up to {complete}.", [], warnings)
