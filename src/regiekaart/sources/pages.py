"""Pages of features, kept on disk as they arrive, so that a later run goes on where one stopped."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import OutsideError
from regiekaart.language import Text
from regiekaart.paths import user_data
from regiekaart.sources.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Feature = dict[str, Any]

#: Pages of yesterday may not fit those of today.
KEPT_SECONDS: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer.

    Parameters
    ----------
    features
        The features.
    announced
        How many features there are on all pages; None where the server does not say.
    following
        The address of the next page; None at the end.
    """

    features: list[Feature]
    announced: int | None
    following: str | None


class PageStore:
    """The pages of one request, in a folder of the user's.

    Parameters
    ----------
    request
        Everything that decides what comes: pages of another request are never used.
    now
        Seconds since 1970, for tests.
    """

    def __init__(self, request: str, *, now: Callable[[], float] = time.time) -> None:
        self._fingerprint = hashlib.sha256(request.encode()).hexdigest()
        self._now = now
        self._count = 0
        self.folder = user_data() / "downloads" / f"pages_{self._fingerprint[:16]}"

    def stored(self) -> Iterator[Page]:
        """Yield the pages of an earlier run that can be used, and clear away the others."""
        self._sweep()
        while (page := self._read(self._count)) is not None:
            self._count += 1
            yield page
        for path in self.folder.glob("*"):
            if path.name not in {self._path(i).name for i in range(self._count)}:
                path.unlink(missing_ok=True)

    def keep(self, page: Page) -> None:
        """Store the next page, whole or not at all.

        Raises
        ------
        OutsideError
            If the disk cannot be written.
        """
        document = {
            "request": self._fingerprint,
            "stored": self._now(),
            "announced": page.announced,
            "following": page.following,
            "features": page.features,
        }
        write_whole(self._path(self._count), json.dumps(document).encode())
        self._count += 1

    def features(self) -> Iterator[Feature]:
        """Yield the features of all pages, one page in memory at a time.

        Raises
        ------
        OutsideError
            If another run has taken a page away in the meantime.
        """
        for number in range(self._count):
            page = self._read(number)
            if page is None:
                path = self._path(number)
                raise OutsideError(
                    Text(
                        f"opgehaalde bladzijde is weg of beschadigd: {path}; probeer opnieuw",
                        f"a fetched page is gone or damaged: {path}; try again",
                    )
                )
            yield from page.features

    def discard(self) -> None:
        """Remove the pages: they are used, or of no use."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._count = 0

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:05}.json"

    def _read(self, number: int) -> Page | None:
        """Return a stored page; None if it is missing, damaged, foreign or old."""
        try:
            document = json.loads(self._path(number).read_bytes())
            age = self._now() - document["stored"]
            if document["request"] != self._fingerprint or not 0 <= age <= KEPT_SECONDS:
                return None
            return Page(document["features"], document["announced"], document["following"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _sweep(self) -> None:
        """Remove what other requests left behind more than a day ago."""
        for folder in self.folder.parent.glob("pages_*"):
            try:
                old = self._now() - folder.stat().st_mtime > KEPT_SECONDS
            except OSError:
                continue
            if old and folder != self.folder:
                shutil.rmtree(folder, ignore_errors=True)
