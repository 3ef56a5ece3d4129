"""What stands where in the report: a summary, a chapter per result, the annexes."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from regiekaart.language import Text, both
from regiekaart.maps.kinds import kinds_of
from regiekaart.maps.theme import PLAIN
from regiekaart.report import summary
from regiekaart.report.annex import annexes, remarks
from regiekaart.report.blocks import (
    capital,
    findings_block,
    map_figure,
    paragraph,
    plain,
    sentence,
    table_block,
)
from regiekaart.report.chapters import SUMMARY, chapters
from regiekaart.report.charts import charts
from regiekaart.report.document import (
    Bullets,
    Document,
    Figure,
    KeyFigures,
    Members,
    Notes,
    Paragraph,
    Run,
    Section,
)
from regiekaart.report.pictures import pictures
from regiekaart.report.points import points
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.report.chapters import Chapter
    from regiekaart.report.document import Block
    from regiekaart.report.lists import MissingList
    from regiekaart.report.pictures import Picture, ReportMap
    from regiekaart.report.results import Results
    from regiekaart.study import Study


def report_document(
    results: Results, maps: Sequence[ReportMap], language: Language, theme: Theme = PLAIN
) -> Document:
    """Return the report of a study, in one language.

    The same study and the same maps give the same document.

    Parameters
    ----------
    results
        What the study gives.
    maps
        The maps to show, drawn already; each stands in the chapter that it belongs to.
    language
        The language.
    theme
        The colours and the logo; those that the maps were drawn with.
    """
    study = results.study
    told = chapters(results)
    shown = pictures(maps, [chapter.id for chapter in told], theme, kinds_of(study.scheme))
    homes = {home: list(chosen) for home, chosen in groupby(shown, key=lambda each: each.home)}
    drawn = _charts(results, language, theme)
    sections = (
        _summary(results, shown, language),
        *(
            _chapter(each, drawn.get(each.id, []), homes.get(each.id, []), study, language)
            for each in told
        ),
        annexes(study, shown, language),
    )
    made_up = Text(
        "De ledenlijst is verzonnen. Geen enkel cijfer hier zegt iets over de werkelijke dekking.",
        "The list of members is made up. No figure here says anything of the real coverage.",
    )
    return Document(
        language=language,
        theme=theme,
        kicker=language.say(Text("Verslag", "Report")),
        title=language.say(study.scheme.title),
        line=sentence(language, study_line(study)),
        day=study.date,
        fictional=language.say(FICTIONAL) if study.fictional else "",
        warning=language.say(made_up) if study.fictional else "",
        sections=sections,
    )


def _summary(results: Results, shown: Sequence[Picture], language: Language) -> Section:
    study = results.study
    figures = summary.key_figures(study, language)
    blocks: list[Block] = [
        KeyFigures(tuple((sentence(language, name), plain(language, n)) for name, n in figures)),
        Bullets(
            tuple(
                (
                    Run(language.say(point.label), target=point.chapter, strong=True),
                    Run(f" {sentence(language, point.text)}"),
                )
                for point in points(results)
            ),
            "points",
        ),
    ]
    if told := remarks(study, shown):
        remark = _remark(len(told))
        blocks.append(Paragraph((Run(language.say(remark), target="opmerkingen"),), "note"))
    blocks += [map_figure(each, language, half=False) for each in shown if each.home == SUMMARY]
    title = language.say(Text("Samenvatting", "Summary"))
    return Section(SUMMARY, title, tuple(blocks), kind="summary")


def _remark(number: int) -> Text:
    """Return how many remarks on the data there are, and where they stand."""
    nl, en = ("is", "is") if number == 1 else ("zijn", "are")
    noun = Text("opmerking", "remark") if number == 1 else Text("opmerkingen", "remarks")
    count = both(number)
    return Text(
        f"Let op: er {nl} {count.nl} {noun.nl} bij de gegevens. Zie in de bijlagen "
        "‘Opmerkingen bij de gegevens’.",
        f"Beware: there {en} {count.en} {noun.en} on the data. See ‘Remarks on the data’ in the "
        "annexes.",
    )


def _charts(results: Results, language: Language, theme: Theme) -> dict[str, list[Figure]]:
    """Return the charts by chapter, numbered in the order in which they are read."""
    word, numbers = language.say(Text("Grafiek", "Chart")), count(1)
    return {
        home: [
            Figure(each.id, f"{word} {next(numbers)}", each.caption, each.alt, each)
            for each in several
        ]
        for home, several in charts(results, language, theme).items()
    }


def _chapter(
    chapter: Chapter,
    drawn: Sequence[Figure],
    maps: Sequence[Picture],
    study: Study,
    language: Language,
) -> Section:
    blocks: list[Block] = [
        paragraph(language, text, "plain" if i else "lead")
        for i, text in enumerate(chapter.paragraphs)
    ]
    blocks += [findings_block(each, language) for each in chapter.findings]
    blocks += drawn
    line = study_line(study)
    blocks += [table_block(each, language, line) for each in chapter.tables if each.table.rows]
    if chapter.notes:
        blocks.append(Notes(tuple(sentence(language, note) for note in chapter.notes)))
    blocks += [map_figure(each, language, half=False) for each in maps]
    lists = tuple(_missing(each, study, language) for each in chapter.lists)
    return Section(chapter.id, language.say(chapter.title), tuple(blocks), lists, kind="chapter")


def _missing(found: MissingList, study: Study, language: Language) -> Section:
    """Return who is missing, by part of the usual division."""
    return Section(
        id=found.id,
        title=capital(language.say(found.title)),
        blocks=(Paragraph((Run(plain(language, found.sentence)),)),),
        sections=tuple(_parts(found, study, language)),
        listed=False,
    )


def _parts(found: MissingList, study: Study, language: Language) -> Iterator[Section]:
    heads = language.say(study.scheme.people.many)
    for number, part in enumerate(found.provinces, 1):
        units = len(part.units)
        noun = language.say(study.scheme.unit.count(units))
        people = f"{language.integer(part.population)} {heads}"
        named = tuple((name, language.integer(each)) for name, each in part.units)
        yield Section(
            id=f"{found.id}-{number}",
            title=part.name,
            blocks=(Members(named),),
            kind="province",
            aside=f"{language.integer(units)} {noun}, {people}",
            listed=False,
        )
