"""The briefing: two pages that say what the report says, and what is to be decided."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL
from regiekaart.report.briefing import LARGEST, briefing, decisions
from regiekaart.report.document import Bullets, Figure, Members, TableBlock, blocks_of
from regiekaart.report.outline import report_document
from regiekaart.report.pdf import briefing_pdf
from regiekaart.report.pictures import ReportMap
from regiekaart.report.results import Results
from regiekaart.study import OUTSIDE
from regiekaart.words.missing import missing_sentence
from report.kept import results_for
from tiny import grid_study

STUDIES = {
    "2017": StudyChoice(cycle="2017"),
    "2020": StudyChoice(cycle="2020"),
    "2023": StudyChoice(cycle="2023"),
    "2025": StudyChoice(date=date(2025, 6, 1)),
    "example": StudyChoice(example=True),
}


@pytest.fixture(scope="module")
def flanders(tmp_path_factory) -> ReportMap:
    """Return a map of everything, of the shape that it has."""
    path = tmp_path_factory.mktemp("maps") / "flanders.png"
    picture = Image.new("RGB", (1754, 1240), "white")
    picture.paste("#73b0f2", (70, 70, 1684, 1170))
    picture.save(path)
    return ReportMap("flanders", "Vlaanderen", "Heel Vlaanderen", path)


def pages(results, flanders, language) -> list[str]:
    document = briefing(results, report_document(results, [flanders], language))
    found = PdfReader(io.BytesIO(briefing_pdf(document))).pages
    return [" ".join(page.extract_text().split()) for page in found]


@pytest.mark.parametrize("language", [NL, EN], ids=["nl", "en"])
@pytest.mark.parametrize("name", STUDIES)
def test_briefing_has_two_pages(name, language, flanders):
    results = results_for(STUDIES[name])
    first, second = pages(results, flanders, language)
    assert "1 / 2" in first
    assert "2 / 2" in second
    assert results.whole.population.text(language) in first.replace("\N{NO-BREAK SPACE}", " ")
    assert language.say(missing_sentence(results.missing)).split(".", maxsplit=1)[0] in second
    for province in ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant"):
        assert province in second
    assert ("FICTI" in first) == ("FICTI" in second) == (name == "example")


def test_letters_are_never_smaller_than_nine_points(results_2023, flanders):
    results = results_2023
    made = briefing_pdf(briefing(results, report_document(results, [flanders], NL)))
    sizes: dict[float, int] = {}

    def seen(text, _cm, tm, _font, size):
        size = round(abs(tm[3]) * size, 1) if abs(tm[3]) != 1 else round(size, 1)
        sizes[size] = sizes.get(size, 0) + len(text.strip())

    for page in PdfReader(io.BytesIO(made)).pages:
        page.extract_text(visitor_text=seen)
    small = sum(count for size, count in sizes.items() if size < 9)
    # Only what names a figure, the sources, and what stands above and below each page.
    assert small < 700
    assert sum(count for size, count in sizes.items() if size >= 10.5) > 2000


def test_briefing_holds_the_map_the_provinces_and_the_largest(results_2023, flanders):
    results = results_2023
    report = report_document(results, [flanders], NL)
    blocks = list(blocks_of(briefing(results, report).sections))
    (drawn,) = (b for b in blocks if isinstance(b, Figure))
    assert drawn.alt == "Heel Vlaanderen"
    (table,) = (b for b in blocks if isinstance(b, TableBlock))
    whole = next(
        b for b in blocks_of(report.sections) if isinstance(b, TableBlock) and b.id == table.id
    )
    assert [r[0] for r in table.rows] == [r[0] for r in whole.rows]
    assert [r[-1] for r in table.rows] == [r[-1] for r in whole.rows]
    (largest,) = (b for b in blocks if isinstance(b, Members))
    assert len(largest.items) == LARGEST
    assert largest.items[0] == ("Hasselt", "80.351")


def test_briefing_without_maps_has_none(results_2023):
    results = results_2023
    document = briefing(results, report_document(results, [], NL))
    assert not any(isinstance(b, Figure) for b in blocks_of(document.sections))
    assert len(PdfReader(io.BytesIO(briefing_pdf(document))).pages) == 2


def test_complete_list_leaves_no_column_of_unknown(example_results):
    results = example_results
    document = briefing(results, report_document(results, [], NL))
    (table,) = (b for b in blocks_of(document.sections) if isinstance(b, TableBlock))
    assert "Onbekend" not in [column.header for column in table.columns]


def test_what_is_to_be_decided_in_2023(results_2023):
    told = [text.nl for text in decisions(results_2023)]
    assert told == [
        (
            "Sinds wanneer bestaan HANDEL Samen & Sociaal, Interwaas en SEVA Vlaamse Ardennen "
            "ongewijzigd? Daarvan hangt af of er tijd is tot 1 januari 2026 om aan ‘past in één "
            "referentieregio’ te voldoen."
        ),
        "Wordt het advies ‘een aaneengesloten gebied’ ook gevolgd voor KINA?",
        (
            "Wie bezorgt de volledige ledenlijst? Van 110 gemeenten is het lidmaatschap onbekend; "
            "zolang dat zo is, blijft de dekking een interval."
        ),
        "Wie geeft de stand van de overeenkomsten met VDAB? Van 255 gemeenten is die onbekend.",
        "Worden de aangekondigde cijfers met een tegenspraak rechtgezet?",
    ]


def test_after_the_last_day_there_is_no_time_left():
    results = Results(load_study(StudyChoice(date=date(2026, 6, 1))))
    told = " ".join(text.nl for text in decisions(results))
    assert "tijd is tot 1 januari 2026" not in told


def test_region_that_is_too_small_is_to_be_decided_on():
    results = Results(grid_study({1: "A", 2: "A"}, outside=(3, 4, 5, 6, 7, 8, 9)))
    first = decisions(results)[0]
    assert first.nl == "Wat gebeurt er met A, in strijd met ‘ten minste 60.000 inwoners’?"
    assert first.en == "What happens to A, in breach of ‘at least 60,000 inhabitants’?"


def test_with_everyone_a_member_nobody_is_missing(example):
    study = replace(example, group_of=np.maximum(example.group_of, 0))
    results = Results(study)
    document = briefing(results, report_document(results, [], NL))
    assert "ontbreekt" not in [section.id for section in document.sections]
    assert not any("blok" in text.nl for text in decisions(results))


def test_blocks_that_could_form_a_region_are_asked_after(example, example_results):
    told = [text.nl for text in decisions(example_results)]
    assert (
        "Worden de gemeenten van de 2 blokken die een regiegebied kunnen vormen, daarover "
        "aangesproken?"
    ) in told
    one = example.group_of.copy()
    eligible = example_results.missing.eligible[0]
    for code in eligible.units:
        one[example.position[code]] = 0
    told = [text.en for text in decisions(Results(replace(example, group_of=one)))]
    assert (
        "Are the municipalities of the one block that can form a regie region to be approached "
        "about it?"
    ) in told
    assert (example.group_of == OUTSIDE).sum() > (one == OUTSIDE).sum()


def test_points_lead_nowhere_and_are_those_of_the_report(results_2023):
    results = results_2023
    report = report_document(results, [], NL)
    short = briefing(results, report).sections[0].blocks[1]
    assert isinstance(short, Bullets)
    told = {run.text for item in report.sections[0].blocks[1].items for run in item}
    assert all(run.text in told and run.target is None for item in short.items for run in item)


def test_same_briefing_gives_the_same_bytes(results_2023, flanders):
    results = results_2023
    document = briefing(results, report_document(results, [flanders], NL))
    assert briefing_pdf(document) == briefing_pdf(document)
