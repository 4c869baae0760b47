"""Writing a file whole or not at all.

What is written goes into a temporary file beside the target and takes its place
at the end, so that a reader, a full disk or an interrupt never meets half a file.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: afterwards it holds all the content, or what it held before.

    Parameters
    ----------
    path
        The file; its folder must exist.
    content
        All that it shall hold.

    Raises
    ------
    OSError
        If it cannot be written; what stood there before still does.
    """
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


def inside(folder: Path, name: str) -> Path:
    """Return the path of a file in a folder, by a name that cannot lead out of it.

    Parameters
    ----------
    folder
        The folder.
    name
        The file's name, or its path within the folder.

    Raises
    ------
    ValueError
        If it leads out of the folder.
    """
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or path == folder.resolve():
        raise ValueError(f"'{name}' leads out of {folder}; give a name within it")
    return path


def _usual_mode(path: Path) -> int:
    """Return the rights that the file has, or that a new one would get: a temporary file is its owner's alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
