"""Charts of a report, as drawings that every kind of document can show.

Each has an alternative text with all of its figures; they are the figures of the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.coverage import coverage
from regiekaart.language import Text, capital
from regiekaart.report.bars import MARK, Bar, Key, Part, Scale, draw_bars
from regiekaart.report.chapters import COVERAGE, RULES
from regiekaart.report.summary import has_unknown
from regiekaart.study.days import studies_around
from regiekaart.words.announcements import announced, share_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis.coverage import CoverageRow
    from regiekaart.analysis.figures import Share
    from regiekaart.facts.published import PublishedFigure
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.report.results import Results
    from regiekaart.study import Study

KNOWN: Final = Text("leden", "members")
UNKNOWN_KEY: Final = Text("lidmaatschap onbekend", "membership unknown")
ANNOUNCED: Final = Text("aangekondigd", "announced")
TEN: Final = 10


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Parameters
    ----------
    id
        Its anchor.
    caption
        What it shows, and for whom.
    alt
        All that it shows, in words.
    svg
        The drawing, as an SVG document.
    width, height
        In pixels of 1/96 inch.
    """

    id: str
    caption: str
    alt: str
    svg: str
    width: int
    height: int


def coverage_chart(results: Results, language: Language, theme: Theme) -> Chart | None:
    """Return the coverage of the population by the usual division, the whole first.

    None where there is no such division.
    """
    usual = results.study.scheme.usual
    if usual is None or usual.id not in results.study.partitions:
        return None
    rows = coverage(results.study, usual.id).rows
    bars = [
        _share_bar(_name(row, language), row.population, language, strong=i == 0)
        for i, row in enumerate(rows)
    ]
    part = usual.noun.one
    caption = Text(f"Dekking van de bevolking, per {part.nl}", f"Population coverage, by {part.en}")
    parts = (Part("", tuple(bars)),)
    return _chart("grafiek-dekking", caption, parts, _percent_scale(language), language, theme)


def history_chart(results: Results, language: Language, theme: Theme) -> Chart | None:
    """Return the coverage at the start of each cycle, with what was announced of it.

    None where nothing was announced, and for a list that is made up: it has no history.
    """
    study = results.study
    if study.fictional or not study.scheme.has_claims:
        return None
    parts = tuple(_cycle_parts(study, language))
    caption = Text(
        "Dekking bij het begin van elke beleidscyclus: volgens de lijst, en zoals aangekondigd",
        "Coverage at the start of each policy cycle: by the list, and as announced",
    )
    return _chart("grafiek-verloop", caption, parts, _percent_scale(language), language, theme)


def _cycle_parts(study: Study, language: Language) -> Iterator[Part]:
    at = studies_around(study)
    for cycle in study.scheme.cycles:
        then = study if cycle == study.cycle else at(cycle.start.isoformat())
        if then is None:
            continue
        row, told = coverage(then).whole, announced(study.scheme, cycle)
        units = language.say(study.scheme.unit.many)
        people = language.say(Text("bevolking", "population"))
        yield Part(
            f"{language.say(cycle.years)} · {language.date(then.date)}",
            (
                _share_bar(units, row.units, language, told=told.units if told else None),
                _share_bar(people, row.population, language, told=told.people if told else None),
            ),
        )


def size_chart(results: Results, language: Language, theme: Theme) -> Chart | None:
    """Return how many people each group has, against the minimum; None where there is no group."""
    study = results.study
    if not study.groups:
        return None
    rule = study.scheme.minimum
    sizes = [
        (g.name, int(study.population[study.members(i)].sum())) for i, g in enumerate(study.groups)
    ]
    sizes.sort(key=lambda each: (-each[1], each[0]))
    limit = rule and (
        rule.minimum,
        language.say(Text("minimum: ", "minimum: ")) + language.integer(rule.minimum),
    )
    bars = tuple(Bar(name, language.integer(n), n, n, language.integer(n)) for name, n in sizes)
    people, group = study.scheme.people.many, study.scheme.group.one
    caption = Text(f"{capital(people.nl)} per {group.nl}", f"{capital(people.en)} by {group.en}")
    if has_unknown(study):
        caption = Text(
            f"{caption.nl}, gerekend naar de bekende leden", f"{caption.en}, of the known members"
        )
    scale = _count_scale(max(n for _, n in sizes), language, limit or None)
    return _chart("grafiek-omvang", caption, (Part("", bars),), scale, language, theme)


def _name(row: CoverageRow, language: Language) -> str:
    return language.say(row.group)


def _share_bar(
    label: str,
    share: Share,
    language: Language,
    *,
    strong: bool = False,
    told: PublishedFigure | None = None,
) -> Bar:
    low, high = (float(end) if end is not None else 0.0 for end in (share.low, share.high))
    text, heard, mark = share.compact(language), share.text(language), None
    if told is not None and told.percent is not None:
        mark, printed = float(told.percent) / 100, language.say(share_words(told))
        text += f" · {MARK} {printed}"
        heard += f", {language.say(ANNOUNCED)} {printed}"
    return Bar(label, text, low, high, heard, mark, strong)


def _percent_scale(language: Language) -> Scale:
    ends = (0.0, 0.25, 0.5, 0.75, 1.0)
    return Scale(1.0, tuple((each, language.percent(each, 0)) for each in ends))


def _count_scale(most: int, language: Language, limit: tuple[float, str] | None) -> Scale:
    """Return a scale to a round number with four to six steps."""
    step = _round_step(most)
    end = -(-most // step) * step
    ticks = tuple((float(n), language.integer(n)) for n in range(0, end + 1, step))
    return Scale(float(end), ticks, limit)


def _round_step(most: int) -> int:
    """Return a step of 1, 2 or 5 times a power of ten, at most six of which hold a number.

    Examples
    --------
    >>> _round_step(545_000), _round_step(81_000), _round_step(9)
    (100000, 20000, 2)
    """
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most <= 6 * factor * size:
                return factor * size
        size *= TEN


def charts(results: Results, language: Language, theme: Theme) -> dict[str, list[Chart]]:
    """Return the charts of a report by the chapter in which they stand."""
    covered = (
        coverage_chart(results, language, theme),
        history_chart(results, language, theme),
    )
    sized = size_chart(results, language, theme)
    # Without rules there is no chapter on them, and how large the groups are stands with the rest.
    found = {COVERAGE: covered, RULES: (sized,)}
    if results.checked is None:
        found = {COVERAGE: (*covered, sized)}
    return {home: [c for c in several if c is not None] for home, several in found.items()}


def _chart(
    anchor: str,
    caption: Text,
    parts: Sequence[Part],
    scale: Scale,
    language: Language,
    theme: Theme,
) -> Chart:
    # Where nothing is unknown, and nothing was announced, bars need no key.
    mixed = any(bar.high > bar.low or bar.mark is not None for part in parts for bar in part.bars)
    key = Key(
        language.say(KNOWN) if mixed else "", language.say(UNKNOWN_KEY), language.say(ANNOUNCED)
    )
    svg, width, height = draw_bars(parts, scale, key, theme)
    told = [f"{part.heading}: {_told(part)}" if part.heading else _told(part) for part in parts]
    alt = f"{language.say(caption)}. {'. '.join(told)}."
    return Chart(anchor, language.say(caption), alt, svg, width, height)


def _told(part: Part) -> str:
    return "; ".join(f"{bar.label} {bar.told}" for bar in part.bars)
