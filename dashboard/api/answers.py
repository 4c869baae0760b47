"""Answers: made once, kept while there is room, sent as the one who asks can take them.

An answer hangs on the record and on the question alone, so it is made once for
each question, compressed once, and named by a hash of its content: who has it
already is told so.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import re
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.problems import ALLOWED, OPEN

ROOM = 64_000_000
"""Bytes of answers kept; one that takes more than an eighth of it is not kept."""

WORTH_IT = 0.9
"""A content is compressed where that leaves less than this part of it: pictures and spreadsheets are already."""


def as_json(content: Any) -> bytes:
    """Return compact JSON, UTF-8."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


class BusyError(Exception):
    """More answers are waited for than can be made soon."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent.

    Attributes
    ----------
    content, compressed
        As it is, and gzipped; None where that is not worth it.
    tag
        The same for both, hence a weak one.
    """

    content: bytes
    compressed: bytes | None
    tag: str

    @classmethod
    def of(cls, content: bytes) -> Answer:
        """Return the answer that says this."""
        digest = hashlib.sha256(content).hexdigest()[:16]
        compressed = gzip.compress(content, 5, mtime=0)
        shrinks = len(compressed) < WORTH_IT * len(content)
        return cls(content, compressed if shrinks else None, f'W/"{digest}"')

    @property
    def size(self) -> int:
        """Bytes that it takes to keep."""
        return len(self.content) + len(self.compressed or b"")


class Kept:
    """Answers by what was asked; the longest unused ones make room for others.

    Parameters
    ----------
    room
        How many bytes may be kept.
    queue
        How many different answers may wait while one is made; None is any number.
    """

    def __init__(self, room: int = ROOM, queue: int | None = None) -> None:
        self.room = room
        self.queue = queue
        self.size = 0
        self._wanted: Counter[Hashable] = Counter()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making = asyncio.Lock()

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> Answer:
        """Return the answer to a question, and make it where it is not kept.

        One is made at a time, in a thread: whoever asks for one that is kept does not wait.

        Raises
        ------
        BusyError
            If too many others wait.
        """
        if answer := self._found(key):
            return answer
        if self.queue is not None and key not in self._wanted and len(self._wanted) > self.queue:
            raise BusyError
        self._wanted[key] += 1
        try:
            async with self._making:
                if answer := self._found(key):
                    return answer
                answer = await run_in_threadpool(lambda: Answer.of(make()))
                self._keep(key, answer)
                return answer
        finally:
            self._wanted[key] -= 1
            self._wanted += Counter()  # forget those for which nobody waits any more

    def _found(self, key: Hashable) -> Answer | None:
        if key not in self._answers:
            return None
        self._answers.move_to_end(key)
        return self._answers[key]

    def _keep(self, key: Hashable, answer: Answer) -> None:
        if answer.size > self.room // 8:
            return
        self._answers[key] = answer
        self.size += answer.size
        while self.size > self.room:
            _, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size


def respond(
    answer: Answer, request: Request, media_type: str, max_age: int, disposition: str | None = None
) -> Response:
    """Send an answer: compressed where that is taken, without content where that is known or not asked for.

    Parameters
    ----------
    answer
        The answer.
    request
        Who asks, and how.
    media_type
        MIME type of the content.
    max_age
        Seconds for which it may be used without asking again.
    disposition
        What a browser shall do with it, and what to call it.
    """
    headers = {
        **OPEN,
        "Access-Control-Expose-Headers": "ETag",
        "Cache-Control": f"public, max-age={max_age}",
        "ETag": answer.tag,
        "Vary": "Accept-Encoding",
        **({"Content-Disposition": disposition} if disposition else {}),
    }
    if _knows(request.headers.get("if-none-match", ""), answer.tag):
        return Response(status_code=304, headers=headers)
    content = answer.content
    if answer.compressed is not None and takes_gzip(request.headers.get("accept-encoding", "")):
        content = answer.compressed
        headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        headers["Content-Length"] = str(len(content))
        content = b""
    return Response(content, headers=headers, media_type=media_type)


def permit() -> Response:
    """Answer a browser that asks whether another site's page may ask."""
    headers = {
        **OPEN,
        "Allow": ALLOWED,
        "Access-Control-Allow-Methods": ALLOWED,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)


def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` header admits gzip.

    Examples
    --------
    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, br"), takes_gzip("")
    (True, False, False)
    """
    for coding in accepted.split(","):
        name, _, quality = coding.replace(" ", "").partition(";")
        if name.lower() in ("gzip", "*"):
            return not re.fullmatch(r"q=0(\.0*)?", quality)
    return False


def _knows(none_match: str, tag: str) -> bool:
    """Whether an `If-None-Match` header names a tag, compared weakly: RFC 9110, 8.8.3.2."""
    named = re.findall(r'"([^"]*)"', none_match)
    return none_match.strip() == "*" or tag.split('"')[1] in named
