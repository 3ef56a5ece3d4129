"""The command ``regiekaart boundaries check``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from regiekaart.cli.options import command, format_option, option
from regiekaart.cli.output import show
from regiekaart.language import Language, Text, language
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from regiekaart.errors import ProblemLog
    from regiekaart.facts.boundaries import Geometries
    from regiekaart.facts.boundary_findings import SpotFinding
    from regiekaart.facts.boundary_repair import Change


def check_command(spoken: Language) -> click.Command:
    """Return the command that checks, and mends, a file with borders."""
    return command(
        spoken,
        "check",
        _run_check,
        Text("Controleer een bestand met grenzen.", "Check a file with borders."),
        [
            click.Argument(["file"], type=click.Path(path_type=Path)),
            option(spoken, "--layer", metavar="NAME", help_=Text(
                "Laag in het bestand, als er meer dan één is.",
                "Layer in the file, if there is more than one.")),
            option(spoken, "--crs", metavar="EPSG:31370", help_=Text(
                "Coördinatenstelsel, als het bestand het niet zegt.",
                "CRS, if the file does not say.")),
            option(spoken, "--repair", type=click.Path(path_type=Path), metavar="OUT.gpkg",
                   help_=Text(
                "Schrijf een nieuw bestand waarin ongeldige ringen en smalle overlappingen en "
                "gaten hersteld zijn, en niets anders.",
                "Write a new file in which invalid rings and narrow overlaps and gaps are "
                "mended, and nothing else.")),
            option(spoken, "--tolerance", type=click.FloatRange(min=0, min_open=True),
                   default=1.0, metavar="METRES", help_=Text(
                "Hoe ver een grens bij het herstellen hoogstens verschuift, in meter; standaard 1.",
                "How far mending moves a border at most, in metres; 1 by default.")),
            option(spoken, "--maps", type=click.Path(path_type=Path), metavar="DIR", help_=Text(
                "Teken een kaartje van elke plek waar iets mis is, in deze map.",
                "Draw a small map of each spot where something is wrong, in this folder.")),
            format_option(spoken, "table", "json"),
        ],
    )  # fmt: skip


@dataclass(slots=True)
class _Examined:
    """A file, what is wrong with it, and what was done about it."""

    log: ProblemLog
    codes: list[str]
    shapes: Geometries
    vintage: str
    findings: tuple[SpotFinding, ...]
    remaining: tuple[SpotFinding, ...]
    changes: tuple[Change, ...] = ()
    maps: tuple[Path, ...] = ()
    left_out: int = 0
    placed: bool = True

    @property
    def status(self) -> int:
        from regiekaart.errors import Severity

        grave = any(f.severity is Severity.ERROR for f in self.remaining)
        return 1 if self.log.errors or grave else 0


def _run_check(**values: Any) -> int:  # noqa: ANN401 - the options of the command
    from regiekaart.errors import InputError
    from regiekaart.facts.boundary_import import NoMapError

    _refuse_input(values["file"], values["repair"])
    try:
        found = _examine(values["file"], values["layer"], values["crs"])
    except NoMapError:
        raise
    except InputError as error:
        _tell_problems(error, values)
        return 1
    if values["maps"] is not None:
        _draw(found, values)
    if values["repair"] is not None:
        _repair(found, values)
    _tell(found, values)
    return found.status


def _refuse_input(source: Path, target: Path | None) -> None:
    """Raise if the mended file would take the place of the file that is checked, or be no GPKG."""
    from regiekaart.errors import InputError

    if target is None:
        return
    same = target.resolve() == source.resolve()
    if same or (target.exists() and source.exists() and target.samefile(source)):
        raise InputError.one(
            "--repair schrijft een nieuw bestand en nooit over het oude heen",
            "--repair writes a new file and never over the old one",
            value=str(target),
        )
    if target.suffix.lower() != ".gpkg":
        raise InputError.one(
            "--repair schrijft een GeoPackage: verwacht een naam op .gpkg",
            "--repair writes a GeoPackage: expected a name that ends in .gpkg",
            value=str(target),
        )


def _examine(path: Path, layer: str | None, crs: str | None) -> _Examined:
    from regiekaart.errors import ProblemLog
    from regiekaart.facts.boundary_checks import (
        check_place,
        check_polygons,
        flemish_only,
        require_vintage,
    )
    from regiekaart.facts.boundary_findings import find_problems
    from regiekaart.facts.boundary_import import read_rows
    from regiekaart.facts.polygons import join_rows, polygons_only

    log = ProblemLog(path.name)
    rows, raw, column = read_rows(path, layer, crs, log)
    # An invalid ring is a finding; what is no polygon at all is a problem of the file.
    check_polygons(polygons_only(raw), rows, column, log)
    readable = not log.errors
    codes, shapes = flemish_only(rows, raw, column, log)
    before = len(log.errors)
    vintage = require_vintage(codes, column, log)
    placed = True
    if readable and len(log.errors) == before:
        placed = check_place(*join_rows(codes, shapes), vintage, log)
    findings = find_problems(codes, shapes, vintage=vintage, areas=placed)
    return _Examined(log, codes, shapes, vintage, findings, findings, placed=placed)


def _draw(found: _Examined, values: dict[str, Any]) -> None:
    from regiekaart.errors import OutsideError, reason
    from regiekaart.facts.flanders import history
    from regiekaart.maps.spots import draw_spots, spots_of

    folder, names = values["maps"], dict(history().name_pairs())
    try:
        found.maps = tuple(
            draw_spots(
                found.findings, found.codes, found.shapes, names, folder, language(values["lang"])
            )
        )
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(
                f"kan de kaartjes niet bewaren in {folder}: {why.nl}",
                f"cannot store the maps in {folder}: {why.en}",
            )
        ) from error
    found.left_out = len(spots_of(found.findings)) - len(found.maps)


def _repair(found: _Examined, values: dict[str, Any]) -> None:
    """Write the mended rows to a new file."""
    from regiekaart.errors import OutsideError, reason
    from regiekaart.facts.boundaries import BoundarySet
    from regiekaart.facts.boundary_findings import find_problems
    from regiekaart.facts.boundary_import import write_set
    from regiekaart.facts.boundary_repair import repair

    if found.log.errors and not all(_is_polygon(shape) for shape in found.shapes):
        found.log.error(
            "niet hersteld: er zijn rijen zonder leesbaar vlak",
            "not mended: there are rows without a readable polygon",
        )
        return
    target = values["repair"]
    shapes, changes = repair(found.codes, found.shapes, values["tolerance"])
    label = Text.same(target.name)
    mended = BoundarySet(
        tuple(found.codes), shapes, found.vintage, approximate=False, label=label, sha256=""
    )
    try:
        write_set(mended, target)
    except OSError as error:
        why = reason(error)
        raise OutsideError(
            Text(f"kan {target} niet schrijven: {why.nl}", f"cannot write {target}: {why.en}")
        ) from error
    found.changes = changes
    found.remaining = find_problems(found.codes, shapes, vintage=found.vintage, areas=found.placed)


def _is_polygon(shape: Any) -> bool:  # noqa: ANN401 - a geometry or None
    return shape is not None and "Polygon" in shape.geom_type and not shape.is_empty


def _tell_problems(error: Any, values: dict[str, Any]) -> None:  # noqa: ANN401 - an InputError
    """Print why a file cannot be examined."""
    from regiekaart.cli.output import print_json

    spoken = language(values["lang"])
    if values["output_format"] == "json":
        print_json({"problems": [p.as_json(spoken) for p in error.problems], "findings": []})
    else:
        show("\n".join(error.lines(spoken)))


def _tell(found: _Examined, values: dict[str, Any]) -> None:
    from regiekaart.cli.output import print_json

    spoken = language(values["lang"])
    if values["output_format"] == "json":
        print_json(_document(found, values, spoken))
        return
    for problem in found.log.problems:
        show(problem.line(spoken))
    for finding in found.findings:
        show(_line(finding, spoken))
    _tell_maps(found, values, spoken)
    if values["repair"] is not None:
        _tell_repair(found, values["repair"], spoken)
    show(spoken.say(_verdict(found, values["file"].name)))


def _document(found: _Examined, values: dict[str, Any], spoken: Language) -> dict[str, Any]:
    document: dict[str, Any] = {
        "vintage": found.vintage,
        "municipalities": len(set(found.codes)),
        "problems": [p.as_json(spoken) for p in found.log.problems],
        "findings": [f.as_json(spoken) for f in found.findings],
    }
    if values["repair"] is not None:
        document["changes"] = [change.as_json() for change in found.changes]
        document["remaining"] = [f.as_json(spoken) for f in found.remaining]
    if values["maps"] is not None:
        document["maps"] = [str(path) for path in found.maps]
        document["maps_left_out"] = found.left_out
    return document


def _line(finding: SpotFinding, spoken: Language) -> str:
    from regiekaart.errors import SEVERITY_WORDS

    return f"{spoken.say(SEVERITY_WORDS[finding.severity])}: {spoken.say(finding.message)}"


def _tell_maps(found: _Examined, values: dict[str, Any], spoken: Language) -> None:
    if values["maps"] is None:
        return
    count, folder = len(found.maps), values["maps"]
    show(spoken.say(Text(f"kaartjes: {count} in {folder}", f"maps: {count} in {folder}")))
    if found.left_out:
        words = Text(
            f"nog {found.left_out} plekken zonder kaartje: de ergste zijn getekend",
            f"{found.left_out} more spots without a map: the worst were drawn",
        )
        show(spoken.say(words))


def _tell_repair(found: _Examined, target: Path, spoken: Language) -> None:
    for change in found.changes:
        show(spoken.say(change.message))
    if target.exists():
        rest = Text("wat blijft:", "what remains:")
        if not found.remaining:
            rest = Text("er blijft niets over", "nothing remains")
        count = len(found.changes)
        noun = FLANDERS.unit.count(count)
        head = Text(f"hersteld: {count} {noun.nl}", f"mended: {count} {noun.en}")
        show(
            spoken.say(
                Text(f"{head.nl}, in {target}; {rest.nl}", f"{head.en}, in {target}; {rest.en}")
            )
        )
    for finding in found.remaining:
        show(_line(finding, spoken))


def _verdict(found: _Examined, name: str) -> Text:
    from regiekaart.facts.vintages import vintage_words

    whose = vintage_words(found.vintage)
    if found.status:
        return Text(f"niet in orde: {name}: {whose.nl}", f"not in order: {name}: {whose.en}")
    if any(f.kind == "sliver" for f in found.remaining):
        return Text(
            f"{name}: {whose.nl}; inlezen gaat pas na herstel van wat smal is (--repair)",
            f"{name}: {whose.en}; importing has to wait until what is narrow is mended (--repair)",
        )
    return Text(
        f"in orde: grenzen uit {name}: {whose.nl}", f"in order: borders from {name}: {whose.en}"
    )
