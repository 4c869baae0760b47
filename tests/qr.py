"""Reads a QR code off a picture, as far as the tests need it: straight, clean, level M, bytes (ISO/IEC 18004)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image

Matrix = list[list[bool]]

FORMAT_MASK = 0b101010000010010
LEVEL_M = 0b00
CHECK_CODEWORDS = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26)
BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16)
"""Of level M, by version from 1 to 20: codewords that correct errors in each block, and blocks."""

MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, _: y % 2 == 0,
    lambda _, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def read(picture: Image.Image) -> str:
    """Return the text of the QR code in a picture."""
    matrix = modules(picture)
    version = (len(matrix) - 17) // 4
    level, mask = format_of(matrix)
    assert level == LEVEL_M
    bits = list(data_bits(matrix, version, MASKS[mask]))
    codewords = [number(bits[start : start + 8]) for start in range(0, len(bits) - 7, 8)]
    return text_of(in_order(codewords, version), version)


def modules(picture: Image.Image) -> Matrix:
    """Return the dark modules; the corner's seven tell how large one is, and four of margin must be light."""
    grey = picture.convert("L")
    left, top, right, bottom = grey.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert abs((right - left) - (bottom - top)) <= 1
    row = [grey.getpixel((x, top + 1)) < 128 for x in range(left, right)]
    size = 17 + 4 * round(((right - left) / (row.index(False) / 7) - 17) / 4)
    module = (right - left) / size
    assert min(left, top, grey.width - right, grey.height - bottom) >= 3.9 * module
    middle = [(place + 0.5) / size for place in range(size)]
    columns = [int(left + part * (right - left)) for part in middle]
    rows = [int(top + part * (bottom - top)) for part in middle]
    return [[grey.getpixel((x, y)) < 128 for x in columns] for y in rows]


def format_of(matrix: Matrix) -> tuple[int, int]:
    """Return level of correction and mask, from around the corner."""
    along = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    found = number([matrix[y][x] for y, x in along]) ^ FORMAT_MASK
    return found >> 13, found >> 10 & 0b111


def data_bits(matrix: Matrix, version: int, mask: Callable[[int, int], bool]) -> Iterator[bool]:
    """Return the bits in zigzag from the lower right, unmasked, without the patterns that are no data."""
    size = len(matrix)
    reserved = patterns(size, version)
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if upwards else range(size):
            for x in (right, right - 1):
                if (y, x) not in reserved:
                    yield matrix[y][x] != mask(y, x)
        upwards = not upwards


def patterns(size: int, version: int) -> set[tuple[int, int]]:
    """Return the places that hold no data: finders with format, timing, alignment, version."""
    corners = {(y, x) for y in range(9) for x in range(9)}
    corners |= {(y, x) for y in range(9) for x in range(size - 8, size)}
    corners |= {(x, y) for y, x in corners}
    timing = {(6, place) for place in range(size)} | {(place, 6) for place in range(size)}
    versions = {(y, x) for y in range(6) for x in range(size - 11, size - 8)} if version >= 7 else set()
    found = corners | timing | versions | {(x, y) for y, x in versions}
    centres = alignment(size, version)
    for y in centres:
        for x in centres:
            if (y, x) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                found |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    return found


def alignment(size: int, version: int) -> list[int]:
    """Return the rows, and columns, in which alignment patterns have their middle."""
    if version == 1:
        return []
    count = version // 7 + 2
    step = -(-(size - 13) // (2 * count - 2)) * 2
    return [6, *sorted(size - 7 - step * place for place in range(count - 1))]


def in_order(codewords: list[int], version: int) -> list[int]:
    """Return the data codewords of all blocks, one block after the other."""
    blocks, check = BLOCKS[version - 1], CHECK_CODEWORDS[version - 1]
    shortest, longer = len(codewords) // blocks - check, len(codewords) % blocks
    lengths = [shortest + (block >= blocks - longer) for block in range(blocks)]
    found: list[list[int]] = [[] for _ in range(blocks)]
    following = iter(codewords)
    for place in range(max(lengths)):
        for block, length in enumerate(lengths):
            if place < length:
                found[block].append(next(following))
    return [codeword for block in found for codeword in block]


def text_of(codewords: list[int], version: int) -> str:
    """Return the text of a single segment of bytes."""
    bits = [bool(codeword >> place & 1) for codeword in codewords for place in range(7, -1, -1)]
    assert number(bits[:4]) == 0b0100
    begins = 4 + (8 if version < 10 else 16)
    length = number(bits[4:begins])
    return bytes(number(bits[start : start + 8]) for start in range(begins, begins + 8 * length, 8)).decode()


def number(bits: list[bool]) -> int:
    """Return the number that bits write, the highest first."""
    return int("".join("01"[bit] for bit in bits), 2)
