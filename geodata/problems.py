"""Problems in the record, each with its place, what is wrong and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    file, line, column
        Where; line and column count from 1.
    record
        Id of the record, or an empty string.
    what
        What is wrong.
    mend
        How to mend it.
    """

    file: str
    line: int
    column: int
    record: str
    what: str
    mend: str

    def __str__(self) -> str:
        who = f"{self.record}: " if self.record else ""
        return f"{self.file}:{self.line}:{self.column}: {who}{self.what}; {self.mend}"


class RecordError(Exception):
    """The record cannot be used.

    Attributes
    ----------
    problems
        Everything that was found, in the order of the files.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__(f"{len(self.problems)} problems in the record")

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def suggest(word: str, known: Iterable[str]) -> str:
    """Say which known word was meant, or list a few.

    Examples
    --------
    >>> suggest("sumary", ["summary", "sources"])
    "did you mean 'summary'?"
    >>> suggest("x", ["b", "a"])
    'use one of: a, b'
    """
    words = sorted(set(known))
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if not close:
        folded = {known.casefold(): known for known in words}
        close = [folded[word.casefold()]] if word.casefold() in folded else []
    if close:
        return f"did you mean '{close[0]}'?"
    more = ", …" if len(words) > 25 else ""
    return f"use one of: {', '.join(words[:25])}{more}"
