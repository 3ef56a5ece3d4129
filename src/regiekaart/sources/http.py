"""One small client: time-outs, a deadline, retries, a bound on what it takes in.

Nothing that a server says is taken on trust: how long it takes, how much it sends, what it calls
its answer, where it redirects to. What goes wrong on the way (`UnreachableError`) is tried again;
an answer that is not what was asked for (`WrongAnswerError`) is not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError as TransportError
from urllib3.exceptions import TimeoutError as TransportTimeout

from regiekaart import __version__
from regiekaart.language import NL, Text
from regiekaart.sources.answers import (
    SCHEMES,
    Answer,
    PassingError,
    UnreachableError,
    WrongAnswerError,
    check_address,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType

Read = TypeVar("Read")

PIECE: Final = 1 << 16
OK, TOO_MANY, SERVER_FAULT = 200, 429, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long, how often and how much; times in seconds.

    Parameters
    ----------
    connect, read
        Time for a connection, and the longest silence within an answer.
    deadline
        Time for everything that one client does, waiting included.
    attempts
        How often an address is tried.
    first_wait, longest_wait
        The wait before the second attempt, which doubles each time; and the longest wait, also
        where a server asks for more.
    most_bytes
        The largest answer.
    redirects
        How many redirects are followed.
    """

    connect: float = 10.0
    read: float = 30.0
    deadline: float = 600.0
    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    most_bytes: int = 32_000_000
    redirects: int = 5


class _Session(requests.Session):
    """A session that leaves redirects alone.

    Even where it is told not to follow one, requests looks at it, and reads its body to the end.
    """

    def resolve_redirects(
        self,
        *_args: Any,  # noqa: ANN401
        **_options: Any,  # noqa: ANN401
    ) -> Generator[requests.Response, None, None]:
        """Yield nothing."""
        yield from ()


class Client:
    """Fetches addresses within limits; one client serves one job.

    Parameters
    ----------
    limits
        The limits; the deadline starts now.
    sleep, clock
        For tests.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._sleep = sleep
        self._clock = clock
        self._end = clock() + self.limits.deadline
        self._session = _Session()
        self._session.headers["User-Agent"] = f"regiekaart/{__version__}"
        # Uncompressed: its size is then the announced one, and nothing can swell on the way in.
        self._session.headers["Accept-Encoding"] = "identity"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def get(self, url: str, read: Callable[[Answer], Read], expected: Text, accept: str) -> Read:
        """Return what an address answers, tried again where that may help.

        Parameters
        ----------
        url
            The address.
        read
            Takes the answer and returns what it holds.
        expected
            What should come, for the error.
        accept
            The media types to ask for.

        Raises
        ------
        InputError
            If the address is none.
        UnreachableError
            If no whole answer came in time.
        WrongAnswerError
            If another answer came.
        """
        check_address(url)
        tried = 0
        while True:
            try:
                return read(self._once(url, expected, accept))
            except PassingError as failure:
                tried += 1
                wait = self._wait(tried, failure.wait)
                if tried >= self.limits.attempts or self._clock() + wait >= self._end:
                    raise _unreachable(url, tried, failure.reason, expected) from failure
            self._sleep(wait)

    def _wait(self, tried: int, asked: float | None) -> float:
        wait = self.limits.first_wait * 2 ** (tried - 1) if asked is None else asked
        return min(wait, self.limits.longest_wait)

    def _once(self, url: str, expected: Text, accept: str) -> Answer:
        try:
            with self._open(url, accept) as response:
                _check_status(response, expected)
                body = self._body(response)
                media_type = response.headers.get("Content-Type", "").partition(";")[0]
                return Answer(response.url, body, media_type.strip().lower())
        except (requests.Timeout, TransportTimeout) as error:
            raise PassingError("geen antwoord binnen de tijd", "no answer in time") from error
        except requests.exceptions.SSLError as error:
            raise WrongAnswerError.about(
                url, f"geen veilige verbinding: {error}", f"no secure connection: {error}"
            ) from error
        except requests.exceptions.InvalidURL as error:
            raise WrongAnswerError.about(
                url, f"geen adres: {error}", f"no address: {error}"
            ) from error
        except requests.ConnectionError as error:
            raise PassingError("geen verbinding", "no connection") from error
        except (TransportError, OSError) as error:
            # What remains of OSError here is the network's: requests derives its errors from it.
            raise PassingError(
                "de verbinding werd halverwege verbroken", "the connection was cut off halfway"
            ) from error

    def _open(self, url: str, accept: str) -> requests.Response:
        """Return the answer after redirects, its body not yet read.

        The redirects are followed here, where each can be judged first.
        """
        start = url
        for _ in range(self.limits.redirects + 1):
            left = self._left()
            response = self._session.get(
                url,
                headers={"Accept": accept},
                timeout=(min(self.limits.connect, left), min(self.limits.read, left)),
                stream=True,
                allow_redirects=False,
            )
            if not response.is_redirect:
                return response
            response.close()
            url = _redirected(url, response.headers["Location"])
        raise WrongAnswerError.about(
            start, "blijft doorverwijzen", "goes on redirecting without end"
        )

    def _body(self, response: requests.Response) -> bytes:
        announced = response.headers.get("Content-Length", "")
        length = int(announced) if announced.isdecimal() else None
        if length is not None and length > self.limits.most_bytes:
            raise self._too_large(response.url)
        # `read1` gives what has arrived. `read` would wait for a whole piece, and a server that
        # sends a byte now and then would never let the deadline be looked at. urllib3 1.26, which
        # requests still allows, has no `read1`.
        read = getattr(response.raw, "read1", response.raw.read)
        body = bytearray()
        while piece := read(PIECE, decode_content=True):
            body += piece
            if len(body) > self.limits.most_bytes:
                raise self._too_large(response.url)
            self._left()
        if length is not None and not response.headers.get("Content-Encoding"):
            _check_length(len(body), length)
        return bytes(body)

    def _left(self) -> float:
        left = self._end - self._clock()
        if left <= 0:
            raise PassingError("de tijd is om", "out of time")
        return left

    def _too_large(self, url: str) -> WrongAnswerError:
        size = f"{self.limits.most_bytes / 1e6:.0f} MB"
        return WrongAnswerError.about(
            url, f"het antwoord is groter dan {size}", f"the answer is larger than {size}"
        )


def _redirected(url: str, location: str) -> str:
    """Return where a redirect leads, if it is followed."""
    try:
        target = urljoin(url, location)
        scheme = urlsplit(target).scheme
    except ValueError:
        target, scheme = location, ""
    # From https to http the answer could be anyone's.
    if scheme in SCHEMES and not (scheme == "http" and urlsplit(url).scheme == "https"):
        return target
    raise WrongAnswerError.about(
        url,
        f"verwijst door naar {target}; dat wordt niet gevolgd",
        f"redirects to {target}; that is not followed",
    )


def _check_status(response: requests.Response, expected: Text) -> None:
    status = response.status_code
    if status == OK:
        return
    words = f"{status} {response.reason or ''}".strip()
    if status == TOO_MANY or status >= SERVER_FAULT:
        raise PassingError(
            f"de server antwoordt {words}", f"the server answers {words}", _asked_wait(response)
        )
    raise WrongAnswerError.about(
        response.url,
        f"de server antwoordt {words}; verwacht: {expected.nl}",
        f"the server answers {words}; expected: {expected.en}",
    )


def _asked_wait(response: requests.Response) -> float | None:
    """Return how long a server asks to wait, in seconds; it may give a number or a moment."""
    words = response.headers.get("Retry-After", "").strip()
    if words.isdecimal():
        return float(words)
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    now = datetime.now(tz=UTC)
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def _check_length(found: int, announced: int) -> None:
    if found != announced:
        counts = f"{NL.integer(found)} / {NL.integer(announced)} bytes"
        raise PassingError(
            f"het antwoord is niet volledig ({counts})", f"the answer is not whole ({counts})"
        )


def _unreachable(url: str, tried: int, reason: Text, expected: Text) -> UnreachableError:
    return UnreachableError(
        Text(
            f"{shown(url)}: {reason.nl} (pogingen: {tried}); verwacht: {expected.nl}",
            f"{shown(url)}: {reason.en} (attempts: {tried}); expected: {expected.en}",
        )
    )
