"""Writing a file whole or not at all.

What is written goes into a temporary file beside the target and takes its place
at the end, so that a reader, a full disk or an interrupt never meets half a file.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePath


def write_whole(folder: Path, name: str, content: bytes) -> None:
    """Write a file in one step: afterwards it holds all the content, or what it held before.

    Parameters
    ----------
    folder
        Where; it must exist.
    name
        The file's name, or its path within the folder.
    content
        All that it shall hold.

    Raises
    ------
    ValueError
        If the name leads out of the folder.
    OSError
        If it cannot be written; what stood there before still does.
    """
    path = _inside(folder, name)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_usual_mode(path))
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder, by a name that cannot lead out of it."""
    parts = PurePath(name).parts
    if not parts or ".." in parts or PurePath(name).anchor:
        raise ValueError(f"'{name}' leads out of {folder}; give a name within it")
    return folder / name


def _usual_mode(path: Path) -> int:
    """Return the rights that the file has, or that a new one would get: a temporary file is its owner's alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
