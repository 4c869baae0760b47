"""Answers: made once, kept while there is room, sent as the one who asks can take them.

An answer hangs on the record and on the question alone, so it is made once for
each question, compressed once, and named by a hash of its content: who has it
already is told so.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.problems import ALLOWED, OPEN

ROOM = 64_000_000
"""Bytes of answers kept; one that takes more than an eighth of it is not kept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent.

    Attributes
    ----------
    content, compressed
        As it is, and gzipped.
    tag
        The same for both, hence a weak one.
    """

    content: bytes
    compressed: bytes
    tag: str

    @classmethod
    def of(cls, content: bytes) -> Answer:
        """Return the answer that says this."""
        digest = hashlib.sha256(content).hexdigest()[:16]
        return cls(content, gzip.compress(content, 5, mtime=0), f'W/"{digest}"')

    @property
    def size(self) -> int:
        """Bytes that it takes to keep."""
        return len(self.content) + len(self.compressed)


class Kept:
    """Answers by what was asked; the longest unused ones make room for others.

    Parameters
    ----------
    room
        How many bytes may be kept.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.size = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._making = asyncio.Lock()

    async def get(self, key: Hashable, make: Callable[[], bytes]) -> Answer:
        """Return the answer to a question, and make it where it is not kept.

        One is made at a time, in a thread: whoever asks for one that is kept does not wait.
        """
        if answer := self._found(key):
            return answer
        async with self._making:
            if answer := self._found(key):
                return answer
            answer = await run_in_threadpool(lambda: Answer.of(make()))
            self._keep(key, answer)
            return answer

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


def respond(answer: Answer, request: Request, media_type: str, max_age: int) -> Response:
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
    """
    headers = {
        **OPEN,
        "Access-Control-Expose-Headers": "ETag",
        "Cache-Control": f"public, max-age={max_age}",
        "ETag": answer.tag,
        "Vary": "Accept-Encoding",
    }
    if _knows(request.headers.get("if-none-match", ""), answer.tag):
        return Response(status_code=304, headers=headers)
    content = answer.content
    if takes_gzip(request.headers.get("accept-encoding", "")):
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
