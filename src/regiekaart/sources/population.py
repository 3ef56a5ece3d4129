"""The population of a year from Statbel's open data, checked before it is kept.

The file has a row for each municipality, age, sex, nationality and civil status of Belgium; what
is kept is the sum per Flemish municipality.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from regiekaart.errors import Problem, ProblemLog
from regiekaart.facts import population as counts
from regiekaart.facts.boundary_checks import some
from regiekaart.facts.flanders import history
from regiekaart.facts.territory import LAST_DAY
from regiekaart.language import EN, NL, Text
from regiekaart.sources.addresses import Addresses, filled
from regiekaart.sources.answers import PassingError, WrongAnswerError, shown, wrong_body
from regiekaart.sources.files import write_whole
from regiekaart.sources.http import Client
from regiekaart.sources.watcher import Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from regiekaart.sources.answers import Answer
    from regiekaart.sources.watcher import Watcher

ZIP: Final = Text("een zip met de bevolking", "a zip with the population")
MEDIA_TYPES: Final = "application/zip, application/octet-stream;q=0.9, */*;q=0.1"
CODE, NUMBER, YEAR = "CD_REFNIS", "MS_POPULATION", "CD_YEAR"
BOM: Final = b"\xef\xbb\xbf"
#: What the text may become when it is unpacked; a real year is well below it.
MOST_BYTES: Final = 500_000_000
LONGEST_LINE: Final = 10_000
#: How far the total may lie from that of the nearest year that ships.
TOLERANCE: Final = 0.02


@dataclass(frozen=True, slots=True)
class FetchedPopulation:
    """A year of the population as it was stored.

    Parameters
    ----------
    year
        The year; the counts are those of 1 January.
    by_code
        NIS code to number of inhabitants.
    source
        The address that it came from.
    path, sha256
        The stored table.
    notices
        What the user should know, such as that the year ships already.
    """

    year: int
    by_code: Mapping[str, int]
    source: str
    path: Path
    sha256: str
    notices: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """The inhabitants of Flanders."""
        return sum(self.by_code.values())


def fetch_population(
    year: int | None = None,
    *,
    url: str | None = None,
    watcher: Watcher | None = None,
    client: Callable[[], Client] = Client,
    most_bytes: int = MOST_BYTES,
) -> FetchedPopulation:
    """Fetch the population of a year, and keep it where `facts.population` finds it.

    Parameters
    ----------
    year
        The year; by default this one.
    url
        Another address; ``{year}`` in it becomes the year.
    watcher
        Hears of each step.
    client
        Makes the client.
    most_bytes
        The largest text that is unpacked.

    Raises
    ------
    InputError
        If the year or the address cannot be used.
    OutsideError
        If the file does not come, or does not pass every check; nothing is kept then.
    """
    year = year or min(datetime.now(tz=UTC).year, LAST_DAY.year)
    expected = history().at(date(year, 1, 1)).codes
    address = filled(url or Addresses.current().statbel, year)
    told = watcher or Silent()
    told.expect(3)
    with client() as fetcher:
        body = fetcher.get(address, _zip_body, ZIP, MEDIA_TYPES)
    told.step("download")
    by_code = _flemish(_Statbel(address, year, most_bytes).sums(body))
    _check(by_code, expected, year, address)
    told.step(CODE)
    kept = _keep(year, by_code, address)
    told.step(kept.path.name)
    return kept


def _zip_body(answer: Answer) -> bytes:
    if zipfile.is_zipfile(io.BytesIO(answer.body)):
        return answer.body
    if answer.body.startswith(b"PK"):
        raise PassingError("de zip is niet volledig", "the zip is not whole")
    raise wrong_body(answer, ZIP)


@dataclass(frozen=True, slots=True)
class _Statbel:
    """Reads the zip of one year; every complaint names its address."""

    address: str
    year: int
    most_bytes: int

    def sums(self, body: bytes) -> dict[str, int]:
        """Return the inhabitants per NIS code, for all of Belgium."""
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                member = self._member(archive)
                with archive.open(member) as stream:
                    return self._sums(self._lines(stream))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise self._wrong("de zip is beschadigd", "the zip is damaged") from error
        except RuntimeError as error:
            # What zipfile raises for a password.
            raise self._wrong("de zip is versleuteld", "the zip is encrypted") from error

    def _member(self, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
        texts = [i for i in archive.infolist() if i.filename.lower().endswith((".txt", ".csv"))]
        if len(texts) != 1:
            names = some([info.filename for info in archive.infolist()]) or "–"
            raise self._wrong(
                f"verwacht één tekstbestand in de zip; gevonden: {names}",
                f"expected one text file in the zip; found: {names}",
            )
        if texts[0].compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._wrong("onbekende compressie in de zip", "unknown compression in the zip")
        if texts[0].file_size > self.most_bytes:
            raise self._too_large()
        return texts[0]

    def _lines(self, stream: IO[bytes]) -> Iterator[str]:
        """Yield the lines, decoded; a bound on each, and on all, keeps a zip bomb small."""
        start = stream.readline(LONGEST_LINE)
        # Only codes and numbers are read, which are the same bytes in both: a letter that cp1252
        # does not have is no reason to stop.
        encoding = "utf-8" if start.startswith(BOM) else "cp1252"
        line, total = start.removeprefix(BOM), 0
        while line:
            total += len(line)
            # A zip member may give somewhat more than the limit asked for.
            if total > self.most_bytes or len(line) >= LONGEST_LINE:
                raise self._too_large()
            yield line.decode(encoding, errors="replace").rstrip("\r\n")
            line = stream.readline(LONGEST_LINE)

    def _sums(self, lines: Iterator[str]) -> dict[str, int]:
        header = _cells(next(lines, ""))
        missing = [name for name in (CODE, NUMBER) if name not in header]
        if missing:
            raise self._wrong(
                f"kolommen ontbreken: {', '.join(missing)}; gevonden: {some(header)}",
                f"columns missing: {', '.join(missing)}; found: {some(header)}",
            )
        code, number = header.index(CODE), header.index(NUMBER)
        year = header.index(YEAR) if YEAR in header else None
        sums: dict[str, int] = {}
        for row, line in enumerate(lines, start=2):
            if not line:
                continue
            cells = _cells(line)
            try:
                value = int(cells[number])
                if (
                    value < 0
                    or not cells[code]
                    or (year is not None and int(cells[year]) != self.year)
                ):
                    raise ValueError(line)  # noqa: TRY301 - one complaint for all that a row can lack
            except (ValueError, IndexError) as error:
                raise self._wrong(
                    f"regel {row} is niet begrepen: {line[:80]}",
                    f"line {row} is not understood: {line[:80]}",
                ) from error
            sums[cells[code]] = sums.get(cells[code], 0) + value
        return sums

    def _too_large(self) -> WrongAnswerError:
        size = f"{self.most_bytes / 1e6:.0f} MB"
        return self._wrong(
            f"de uitgepakte tekst is groter dan {size} of heeft een regel zonder einde",
            f"the unpacked text is larger than {size} or has a line without end",
        )

    def _wrong(self, nl: str, en: str) -> WrongAnswerError:
        return WrongAnswerError.about(self.address, nl, en)


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split("|")]


def _flemish(sums: Mapping[str, int]) -> dict[str, int]:
    """Return the codes that are, or were, Flemish municipalities, sorted."""
    known = {m.nis for m in history().units}
    return {nis: sums[nis] for nis in sorted(known & set(sums))}


def _check(by_code: Mapping[str, int], expected: tuple[str, ...], year: int, address: str) -> None:
    """Raise one error with everything that makes the figures unusable."""
    log = ProblemLog()
    _check_codes(by_code, expected, log)
    total = sum(by_code.values())
    shipped = counts.shipped_population()
    near = min(shipped.years, key=lambda known: (abs(known - year), -known))
    before = sum(shipped.by_year[near].values())
    if abs(total - before) > TOLERANCE * before:
        log.error(
            f"samen {NL.integer(total)} inwoners, terwijl er in {near} {NL.integer(before)} waren",
            f"{EN.integer(total)} inhabitants together, while there were {EN.integer(before)} "
            f"in {near}",
        )
    published = counts.published_totals(log).get(year, total)
    if published != total:
        log.error(
            f"samen {NL.integer(total)} inwoners, gepubliceerd is {NL.integer(published)}",
            f"{EN.integer(total)} inhabitants together, published is {EN.integer(published)}",
        )
    if log.errors:
        nl = "; ".join(problem.message.nl for problem in log.errors)
        en = "; ".join(problem.message.en for problem in log.errors)
        raise WrongAnswerError.about(address, f"{year}: {nl}", f"{year}: {en}")


def _check_codes(by_code: Mapping[str, int], expected: tuple[str, ...], log: ProblemLog) -> None:
    missing, extra = set(expected) - set(by_code), set(by_code) - set(expected)
    empty = {nis for nis, number in by_code.items() if number == 0}
    for wrong, nl, en in (
        (missing, "gemeenten ontbreken", "municipalities missing"),
        (extra, "gemeenten van een ander jaar", "municipalities of another year"),
        (empty, "gemeenten zonder inwoners", "municipalities without inhabitants"),
    ):
        if wrong:
            listed = some(sorted(wrong))
            log.error(f"{len(wrong)} {nl}: {listed}", f"{len(wrong)} {en}: {listed}")


def _keep(year: int, by_code: Mapping[str, int], address: str) -> FetchedPopulation:
    """Store the year: the table under a name of its own, then the card that points to it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["nis", "year", "population"])
    writer.writerows((nis, year, number) for nis, number in by_code.items())
    content = text.getvalue().encode("ascii")
    digest = sha256(content).hexdigest()
    name = f"{counts.FETCHED}{year}"
    folder = counts.fetched_folder()
    path = folder / f"{name}_{digest[:12]}.csv"
    card = {
        "file": path.name,
        "year": year,
        "source": shown(address),
        "fetched_on": datetime.now(tz=UTC).date().isoformat(),
        "sha256": digest,
    }
    write_whole(path, content)
    write_whole(folder / f"{name}.json", json.dumps(card, indent=2).encode())
    for old in folder.glob(f"{name}_*.csv"):
        if old != path:
            with suppress(OSError):
                old.unlink()
    return FetchedPopulation(year, by_code, shown(address), path, digest, _notices(year))


def _notices(year: int) -> tuple[Problem, ...]:
    """Return what to know about a year that was fetched while it ships."""
    if year not in counts.shipped_population().by_year:
        return ()
    log = ProblemLog()
    log.note(
        f"{year} is al meegeleverd; de meegeleverde cijfers blijven in gebruik",
        f"{year} ships already; the figures that ship stay in use",
        value=str(year),
    )
    differ = [p for p in counts.population().notices if p.value == str(year)]
    return (*log.notices, *differ)
