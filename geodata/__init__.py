"""The record of the Sahel's alliances, bases and forces, and its state on any date.

Data flows one way: YAML files → validated records (`read_record`) → lines of
time (`Chronicle`) → the state on a date (`as_of`) and what differs between two
(`changes`). `load` gives the same as GeoDataFrames.
"""

from geodata.changes import Change, Changes, changes
from geodata.frames import Frames, load
from geodata.problems import Problem, RecordError
from geodata.record import Record, examine, read_record
from geodata.state import Chronicle, State, as_of

__all__ = [
    "Change",
    "Changes",
    "Chronicle",
    "Frames",
    "Problem",
    "Record",
    "RecordError",
    "State",
    "as_of",
    "changes",
    "examine",
    "load",
    "read_record",
]
