"""YAML with the place of every value: what an editor wrote, and where.

`read` gives plain data together with a position (line and column, from 1) for
each path into it, so that a problem found later can point at its line. Bare
dates stay text, as written: a date's precision is what the editor wrote.

JSON is YAML, too, and written by programs: a file that ends in ``.json`` is read
twenty times faster, and its positions are looked up only once a problem asks for one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from geodata.problems import Problem

Loc = tuple[str | int, ...]
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class YamlFile:
    """One file's data with positions.

    Attributes
    ----------
    name
        How the file is called in messages.
    data
        Mappings, lists, text, numbers; None for an empty file.
    positions
        Line and column (from 1) of the value at each path.
    problems
        What was wrong with the YAML itself.
    text
        What the positions are still to be found in.
    """

    name: str
    data: Any = None
    positions: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    text: str = ""

    def at(self, loc: Loc) -> tuple[int, int]:
        """Return line and column of a path, or of the nearest thing around it."""
        if self.text:
            node = yaml.compose(self.text, Loader=_Loader)
            self.text = ""
            if node is not None:
                _build(node, (), self, set())
        while loc and loc not in self.positions:
            loc = loc[:-1]
        return self.positions.get(loc, (1, 1))


def read(path: Path, name: str | None = None) -> YamlFile:
    """Read a YAML file.

    Parameters
    ----------
    path
        The file, UTF-8.
    name
        How messages call it; the path where None.

    Returns
    -------
    YamlFile
        Data and positions; with problems instead of data where it cannot be read.
    """
    file = YamlFile(name or str(path))
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json" and _plain_json(text, file):
            return file
        node = yaml.compose(text, Loader=_Loader)
    except FileNotFoundError:
        file.problems.append(Problem(file.name, 1, 1, "", "there is no such file", "check the name"))
    except OSError as error:
        file.problems.append(Problem(file.name, 1, 1, "", f"it cannot be read ({error.strerror})", "check the file"))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        file.problems.append(Problem(file.name, line, 1, "", "this is not UTF-8 text", "save the file as UTF-8"))
    except yaml.YAMLError as error:
        file.problems.append(_syntax_problem(file.name, error))
    else:
        if node is not None:
            file.data = _build(node, (), file, set())
    return file


def _plain_json(text: str, file: YamlFile) -> bool:
    """Read JSON; False where it is none, or says a thing twice: then it is read slowly, to say where."""
    try:
        file.data = json.loads(text, object_pairs_hook=_once)
    except ValueError:
        return False
    file.text = text
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError
    return mapping


def _syntax_problem(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None)))) or str(error)
    mend = "mend the YAML here or just above: indentation, a missing colon or quote, a tab instead of spaces"
    return Problem(name, line, column, "", f"this is not valid YAML ({reason.splitlines()[0]})", mend)


def _build(node: yaml.Node, loc: Loc, file: YamlFile, above: set[int]) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    file.positions[loc] = (line, column)
    if id(node) in above:
        file.problems.append(Problem(file.name, line, column, "", "an alias refers to itself", "write it out"))
        return None
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in mapping:
                mark = key_node.start_mark
                file.problems.append(
                    Problem(
                        file.name,
                        mark.line + 1,
                        mark.column + 1,
                        "",
                        f"the field '{key}' stands here twice",
                        "drop one",
                    )
                )
            mapping[key] = _build(value_node, (*loc, key), file, above | {id(node)})
            file.positions[(*loc, key, "#key")] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*loc, index), file, above | {id(node)}) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    match node.tag.rsplit(":", 1)[-1]:
        case "null":
            return None
        case "bool":
            return text.lower() in ("true", "yes", "on")
        case "int":
            return int(text) if text.lstrip("+-").isdigit() else text
        case "float":
            try:
                return float(text)
            except ValueError:
                return text
        case _:
            return text
