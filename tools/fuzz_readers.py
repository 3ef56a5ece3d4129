"""The readers that tools/fuzz.py tries: what they are fed, and what must hold of the result."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import openpyxl
import shapely

import fuzz_mutations as mutations
from regiekaart import NL, StudyChoice, load_study
from regiekaart.analysis.agreements import agreements
from regiekaart.analysis.coverage import coverage
from regiekaart.build.since import since
from regiekaart.build.snapshot import earlier_run, snapshot
from regiekaart.cli.commands import build_cli
from regiekaart.errors import ProblemLog, RegiekaartError, is_hidden
from regiekaart.facts.agreement_list import read_agreements
from regiekaart.facts.boundary_import import read_boundaries
from regiekaart.facts.figure_list import read_figures
from regiekaart.facts.flanders import history
from regiekaart.facts.membership_list import read_membership
from regiekaart.facts.names import normalise
from regiekaart.facts.other_names import other_names
from regiekaart.language import EN
from regiekaart.maps.theme_file import read_theme
from regiekaart.report.docx.template import open_template
from regiekaart.scheme.file import read_scheme
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.study.file import read_studies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
DAY: Final = date(2023, 1, 1)
FLANDERS_KM2: Final = (13_300, 13_800)
WHOLE: Final = 100
MOST_WORDS: Final = 200_000


class WrongError(Exception):
    """A file was accepted, and what came of it cannot be right."""


@dataclass(frozen=True)
class Reader:
    """What is tried.

    Parameters
    ----------
    read
        Reads a file, and raises `WrongError` if what it made of it cannot be right.
    corpus
        Returns the sound files to start from, by ending.
    mutations
        Per ending the mutations that fit it, besides those of bytes.
    """

    read: Callable[[Path], None]
    corpus: Callable[[], Mapping[str, Sequence[bytes]]]
    mutations: Mapping[str, Sequence[mutations.Mutation]]


def require(holds: object, what: str) -> None:
    """Raise unless something holds."""
    if not holds:
        raise WrongError(what)


# What must hold.


def read_members(path: Path) -> None:
    """Read a list of members, and hold its coverage against what must be so."""
    listed = read_membership(path, DAY, cycle="2023")
    written = text_of(path)
    for row in listed.rows:
        if row.region is not None:
            require(normalise(row.region) in written, f"region {row.region!r} is not in the file")
            require(any(word in written for word in words_for(row.nis)), f"{row.nis} is not there")
    study = load_study(StudyChoice(cycle="2023", membership=path, boundaries="embedded"))
    inside = int((study.group_of >= 0).sum())
    unknown, outside = (int((study.group_of == kind).sum()) for kind in (UNKNOWN, OUTSIDE))
    for by in (None, *study.partitions, "regie-region"):
        for part in coverage(study, by).rows:
            for share in (part.units, part.population):
                require(0 <= share.count <= share.count + share.unknown <= share.total, "counts")
                require(share.low is None or 0 <= share.low <= (share.high or 0) <= 1, "shares")
    whole = coverage(study).whole.units
    require(inside + unknown + outside == whole.total == len(study.codes), "parts of the whole")
    require((whole.count, whole.unknown) == (inside, unknown), "coverage and members differ")
    require(unknown == 0 or not study.complete, "a complete list with unknown municipalities")
    require(inside <= len(listed.rows), "more members than rows")


def read_agreement_list(path: Path) -> None:
    """Read a list of agreements; what is signed, not signed and unknown must be the whole."""
    listed = read_agreements(path, DAY)
    written = text_of(path)
    for agreement in listed.agreements:
        require(any(word in written for word in words_for(agreement.nis)), f"{agreement.nis}")
    study = load_study(StudyChoice(cycle="2023", agreements=path, boundaries="embedded"))
    for by in (None, *study.partitions):
        for row in agreements(study, by).rows:
            share = row.units
            require(0 <= share.count <= share.count + share.unknown <= share.total, "counts")


def read_figure_list(path: Path) -> None:
    """Read a list of published figures; what is no percentage must not become one."""
    for figure in read_figures(path, ProblemLog()):
        require(figure.percent is None or 0 <= figure.percent <= WHOLE, f"percent {figure.percent}")
        require(figure.count is None or figure.count >= 0, f"count {figure.count}")


def read_borders(path: Path) -> None:
    """Read borders; the municipalities of a vintage must cover Flanders."""
    crs = "EPSG:31370" if path.suffix == ".geojson" else None
    found = read_boundaries(path, crs=crs)
    past = history()
    require(found.codes == past.at(past.vintages[found.vintage]).codes, "codes of no vintage")
    require(bool(shapely.is_valid(found.geometries).all()), "an invalid polygon")
    area = float(shapely.area(found.geometries).sum()) / 1e6
    require(FLANDERS_KM2[0] < area < FLANDERS_KM2[1], f"Flanders of {area} km²")


def check_borders(path: Path) -> None:
    """Check borders as the command does."""
    command(["boundaries", "check", str(path), "--crs", "EPSG:31370", "--format", "json"])


def read_study(path: Path) -> None:
    """Read a study file, and every study in it."""
    for plan in read_studies(path).plans:
        with contextlib.suppress(RegiekaartError):
            load_study(plan.choice)


def read_scheme_file(path: Path) -> None:
    """Read a scheme, or a table of one, with its other files beside it, and a study of it."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for name, content in scheme_files().items():
            (base / name).write_bytes(content)
        target = base / SCHEME_NAME
        if path.suffix == ".csv":
            target = base / next(
                (name for name, head in TABLE_HEADS.items() if head in path.read_bytes()[:200]),
                "wijken.csv",
            )
        target.write_bytes(path.read_bytes())
        scheme = read_scheme(base / SCHEME_NAME)
        require(scheme.id.replace("-", "").replace("_", "").isalnum(), f"id {scheme.id}")
        study = load_study(StudyChoice(scheme=base / SCHEME_NAME))
        require(all(len(pair) == len(set(pair)) for pair in study.neighbours), "a pair of one")
        for by in (None, *study.partitions):
            for part in coverage(study, by).rows:
                for share in (part.units, part.population):
                    require(0 <= share.count <= share.count + share.unknown <= share.total, "sum")


def read_theme_file(path: Path) -> None:
    """Read a theme."""
    read_theme(path)


def read_since(path: Path) -> None:
    """Take a file as manifest or results of an earlier run, and compare with it."""
    names = {"manifest": "manifest.json", "results": "tables/results.json"}
    manifest, results = (json.dumps(part).encode() for part in earlier())
    content = path.read_bytes()
    as_manifest = b'"inputs"' in content or b'"regiekaart"' in content
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tables").mkdir()
        (Path(folder) / names["manifest"]).write_bytes(content if as_manifest else manifest)
        (Path(folder) / names["results"]).write_bytes(results if as_manifest else content)
        found = earlier_run(Path(folder))
    for text in since(found, dict(zip(("manifest", "results"), earlier(), strict=True))):
        require(not any(map(is_hidden, text.nl + text.en)), "a control character")


def read_template(path: Path) -> None:
    """Open a template, and save what it became."""
    open_template(path).save(io.BytesIO())


def validate(path: Path) -> None:
    """Check, mend and show a list through the command line."""
    with tempfile.TemporaryDirectory() as folder:
        fix, page = Path(folder) / "fix.xlsx", Path(folder) / "page.html"
        command(["validate", str(path), "--fix", str(fix), "--html", str(page)])
        if fix.exists():
            command(["validate", str(fix)])


def command(words: list[str]) -> None:
    """Run a command; errors come through as they are."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        build_cli(NL).main(args=words, prog_name="regiekaart", standalone_mode=False)


@cache
def words_for(nis: str) -> frozenset[str]:
    """Return what a list can call a municipality: codes and names, its own and of its parts."""
    past = history()
    words = set()
    for code, name in past.name_pairs():
        start = past.first_day(code) or DAY
        later = past.successor(code, start, DAY) if start <= DAY else code
        if nis in {code, later}:
            # An article may stand behind: Haan (De).
            article, _, rest = name.partition(" ")
            words |= {code, normalise(name), normalise(f"{rest} ({article})")}
    words |= {other for other, name in other_names().items() if normalise(name) in words}
    return frozenset(word for word in words if word)


def text_of(path: Path) -> str:
    """Return all text of a list, normalised: read in another way than the package does."""
    content = path.read_bytes()
    if content[:2] != b"PK":
        for encoding in (
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8",
            "cp1252",
        ):
            with contextlib.suppress(UnicodeDecodeError):
                return squeezed(content.decode(encoding))
        return squeezed(content.decode("latin-1"))

    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True, read_only=True)
        texts = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            # One that is damaged may not have been read at all.
            rows = sheet.iter_rows(values_only=True)
            while (row := _next(rows)) is not None:
                texts += [
                    str(int(v) if isinstance(v, float) and v.is_integer() else v) for v in row
                ]
    return squeezed("\n".join(texts))


def _next(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    try:
        return next(rows, None)
    except Exception:  # noqa: BLE001 - the end of what can be read
        return None


def squeezed(text: str) -> str:
    """Return a text with each of its words and lines normalised, and codes without signs."""
    lines = re.split(r"[\n\r;,\t/]", text)
    return "\n".join(
        [*map(normalise, lines), re.sub(r"(?<=\d)[. ](?=\d)", "", text), normalise(text)]
    )


# What is fed.


@cache
def lists() -> Mapping[str, bytes]:
    """Return the lists to fill in, as they are written."""
    with tempfile.TemporaryDirectory() as folder:
        command(["init", folder])
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def short(content: bytes, rows: int, step: int = 1) -> bytes:
    """Return the first rows of a CSV file, without its widest columns."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(line[:12] for line in lines[: rows * step : step])
    return stream.getvalue().encode()


def workbook(content: bytes) -> bytes:
    """Return a CSV file as a workbook, codes and counts as numbers."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in csv.reader(io.StringIO(content.decode()), delimiter=";"):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SEVERAL: Final = (
    b"regiegebied;gemeenten;vanaf;tot;bewijs\n"
    b"W13;Gent, 44021 Gent;;;\nKempen;Turnhout, Mol en Geel;1/1/2022;;aangenomen\n"
    b'Noord;"Kapellen (Antwerpen)\nBrasschaat";2022-01-01;31 december 2027;\n'
    b"Kust;Oostende/Bredene/Haan (De);;;gedocumenteerd\ngeen lid;Aalst;;;\n"
)


def member_lists() -> Mapping[str, Sequence[bytes]]:
    """Return lists of members."""
    full = lists()["leden.csv"]
    small = [short(full, 40), short(full, 60, 5), SEVERAL.replace(b"Gent, 44021 Gent", b"Gent")]
    return {
        ".csv": [*small, short(full, 400)],
        ".xlsx": [*map(workbook, small), lists()["leden.xlsx"]],
    }


def agreement_lists() -> Mapping[str, Sequence[bytes]]:
    """Return lists of agreements."""
    full = lists()["overeenkomsten.csv"]
    small = [short(full, 40), short(full, 60, 5)]
    return {".csv": [*small, short(full, 400)], ".xlsx": [*map(workbook, small)]}


def figure_lists() -> Mapping[str, Sequence[bytes]]:
    """Return lists of published figures."""
    table = (ROOT / "data" / "tables" / "published_figures.csv").read_text(encoding="utf-8")
    rows = [row[:12] for row in csv.reader(io.StringIO(table))]
    for row in rows[1:]:
        row[0] = f"eigen-{row[0]}"
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    content = stream.getvalue().encode()
    return {".csv": [content], ".xlsx": [workbook(content)]}


def both_lists() -> Mapping[str, Sequence[bytes]]:
    """Return lists of members and of agreements."""
    one, other = member_lists(), agreement_lists()
    return {ending: [*one[ending][:3], *other[ending][:2]] for ending in one}


@cache
def borders() -> Mapping[str, Sequence[bytes]]:
    """Return the borders that ship, coarser, in three formats."""
    found = gpd.read_file(ROOT / "data" / "shapes" / "municipalities_2018.gpkg")
    found.geometry = shapely.coverage_simplify(found.geometry.to_numpy(), 100)
    made: dict[str, Sequence[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for ending, driver in ((".gpkg", "GPKG"), (".geojson", "GeoJSON")):
            found.to_file(base / f"grenzen{ending}", driver=driver)
            made[ending] = [(base / f"grenzen{ending}").read_bytes()]
        (base / "shp").mkdir()
        found.to_file(base / "shp" / "grenzen.shp")

        packed = shutil.make_archive(str(base / "grenzen"), "zip", base / "shp")
        made[".zip"] = [Path(packed).read_bytes()]
    return made


def study_files() -> Mapping[str, Sequence[bytes]]:
    """Return study files: the examples of the documentation, and the one that is written."""
    text = (ROOT / "docs" / "study-file.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n)+", text, flags=re.MULTILINE)
    blocks = [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks]
    shown = [block.encode() for block in blocks if "cycle =" in block or "[[study]]" in block]
    full = re.sub(rb"(?m)^#\s?(?=[\w\[-]+( =|\]))", b"", lists()["studie.toml"])
    small = b'cycle = "2020"\ndate = 2021-01-01\nbefore = "2017"\n'
    small += b'[output]\nlanguage = "en"\ndpi = 99\nformats = ["png"]\n'
    small += b'[subsidy]\nbudget = 2500000\nages = "18-64"\n'
    return {".toml": [*shown, full, lists()["studie.toml"], small]}


SCHEME_NAME: Final = "schoolkringen.toml"
TABLE_HEADS: Final = {
    "leerlingen.csv": b"population", "buren.csv": b"code_b", "kringen.csv": b"circle",
}  # fmt: skip


@cache
def scheme_files() -> Mapping[str, bytes]:
    """Return the files of the schemes in the documentation, and the table that ships."""
    page = (ROOT / "docs" / "schemes.md").read_text(encoding="utf-8")
    blocks = re.findall(r"\*\*`([\w.]+)`\*\*\n\n```\w+\n(.*?)```", page, flags=re.DOTALL)
    table = ROOT / "data" / "tables" / "other_partitions.csv"
    return {table.name: table.read_bytes(), **{name: text.encode() for name, text in blocks}}


def schemes() -> Mapping[str, Sequence[bytes]]:
    """Return schemes, and the tables of one's own units."""
    found = scheme_files()
    tables = [found[name] for name in ("wijken.csv", *TABLE_HEADS)]
    return {".toml": [found["politiezones.toml"], found[SCHEME_NAME]], ".csv": tables}


def themes() -> Mapping[str, Sequence[bytes]]:
    """Return themes."""
    text = (b'accent = "#105269"\nmargins = [14, 12, 12, 20]\ngroups = ["#8fbbe3", "#f0a37f"]\n'
            b'language = "nl"\npage = "A4"\n')  # fmt: skip
    page = (ROOT / "docs" / "maps.md").read_text(encoding="utf-8")
    found = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    return {".toml": [text, *(each.encode() for each in found)]}


@cache
def earlier() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the manifest and the results of a run."""
    files = [{"path": f"tables/{name}.csv", "sha256": "0" * 64} for name in "abc"]
    inputs = {"membership": {"file": "x.csv", "sha256": "1" * 64}}
    manifest = {"regiekaart": "0.1", "inputs": inputs, "files": files}
    results = snapshot(load_study(StudyChoice(example=True, boundaries="embedded")))
    return manifest, json.loads(json.dumps(results))


def runs() -> Mapping[str, Sequence[bytes]]:
    """Return a manifest, and results with fewer municipalities."""
    manifest, results = earlier()
    few = results | {key: results[key][:6] for key in ("municipalities", "regions", "findings")}
    few["coverage"] = {key: rows[:3] for key, rows in list(results["coverage"].items())[:2]}
    return {".json": [json.dumps(part).encode() for part in (manifest, few)]}


def templates() -> Mapping[str, Sequence[bytes]]:
    """Return the template that ships."""
    return {".docx": [(ROOT / "data" / "templates" / "report.docx").read_bytes()]}


_LIST: Final = {
    ".csv": (mutations.change_csv, mutations.change_csv),
    ".xlsx": (mutations.change_workbook, mutations.change_archive, mutations.change_archive),
}
_MAP: Final = {
    ".geojson": (mutations.change_json,) * 3,
    ".zip": (mutations.change_archive,),
    ".gpkg": (),
}
_TOML: Final = {".toml": (mutations.change_toml,) * 4}
READERS: Final[Mapping[str, Reader]] = {
    "membership": Reader(read_members, member_lists, _LIST),
    "agreements": Reader(read_agreement_list, agreement_lists, _LIST),
    "figures": Reader(read_figure_list, figure_lists, _LIST),
    "borders": Reader(read_borders, borders, _MAP),
    "check": Reader(check_borders, borders, _MAP),
    "study": Reader(read_study, study_files, _TOML),
    "scheme": Reader(
        read_scheme_file, schemes, _TOML | {".csv": (mutations.change_csv, mutations.change_csv)}
    ),
    "theme": Reader(read_theme_file, themes, _TOML),
    "since": Reader(read_since, runs, {".json": (mutations.change_json,) * 4}),
    "template": Reader(read_template, templates, {".docx": (mutations.change_archive,) * 4}),
    "validate": Reader(validate, both_lists, _LIST),
}


def told(error: RegiekaartError) -> None:
    """Raise unless an error is told in two languages, in lines that do a terminal no harm."""
    for language in (NL, EN):
        lines = error.lines(language)
        require(lines and all(lines), "an error without words")
        require(len("".join(lines)) < MOST_WORDS, "an error without end")
        require(not any(map(is_hidden, "".join(lines))), "a control character in an error")
