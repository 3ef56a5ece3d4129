"""The report of another scheme: in its own words, without what it does not have."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

import pytest
from PIL import Image
from pypdf import PdfReader

from other_scheme import LEAGUE, OTHER, QUARTER, flemish_words, other_grid
from regiekaart import StudyChoice, load_study
from regiekaart.language import EN, NL, Text
from regiekaart.maps.kinds import kinds_of
from regiekaart.report.annex import TAKEN
from regiekaart.report.blocks import sentence
from regiekaart.report.briefing import briefing, decisions
from regiekaart.report.chapters import chapters
from regiekaart.report.charts import charts
from regiekaart.report.document import Figure, Region, blocks_of
from regiekaart.report.docx import report_docx
from regiekaart.report.findings import rules_sentence
from regiekaart.report.html import report_html
from regiekaart.report.method import method_sentences
from regiekaart.report.outline import report_document
from regiekaart.report.pdf import briefing_pdf, report_pdf
from regiekaart.report.pictures import ReportMap
from regiekaart.report.points import points
from regiekaart.report.results import Results
from regiekaart.report.summary import missing_sentence, size_sentence
from regiekaart.report.xlsx import workbook
from regiekaart.report.xlsx.sheets import Maker
from regiekaart.report.xlsx.tabs import MOST, free_name, tabs
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.model import PartitionKind
from regiekaart.scheme.noun import Noun
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.catalogue import study_tables
from report.workbooks import formulas_of, values_of

BONDS = {1: "Alfa", 2: "Alfa", 4: "Alfa", 3: "Beta", 6: "Beta", 7: "Beta"}
LANGUAGES = pytest.mark.parametrize("language", [NL, EN], ids=["nl", "en"])
LONG = Text("samenwerkingsverbandsgebied van de streek", "partnership area of the whole district")


def of_scheme(scheme, regions=None, **more):
    """Return the grid of leagues in a scheme that differs from it in some words or rules."""
    study = other_grid(regions, **more)
    kept = {key: part for key, part in study.partitions.items() if key in scheme.partitions}
    parts = {
        key: replace(part, kind=scheme.partitions[key]) if key in scheme.partitions else part
        for key, part in kept.items()
    }
    made = replace(study, scheme=scheme, partitions=MappingProxyType(parts))
    known = ("before", "cycle_before", "neighbours", "boundaries", "register")
    made.__dict__.update({key: study.__dict__[key] for key in known})
    return made


def bare(regions=None, **more):
    """Return a grid of a scheme with nothing but units and groups."""
    nothing = MappingProxyType({})
    return of_scheme(replace(OTHER, partitions=nothing, rules=(), special=None), regions, **more)


def in_words(unit=OTHER.unit, group=OTHER.group, **more):
    return of_scheme(replace(OTHER, unit=unit, group=group), BONDS, **more)


GRIDS = {
    "partial": lambda: other_grid(BONDS),
    "complete": lambda: other_grid(BONDS, outside=(5, 8, 9)),
    "all in one": lambda: other_grid(dict.fromkeys(range(1, 10), "Alfa")),
    "nobody": lambda: other_grid({}, outside=tuple(range(1, 10))),
    "nothing known": lambda: other_grid({}),
    "bare": lambda: bare(BONDS, outside=(5, 8, 9)),
    "bare and partial": lambda: bare(BONDS),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Return a file with a map, of which only that it is there matters."""
    path = tmp_path_factory.mktemp("maps") / "map.png"
    picture = Image.new("RGB", (175, 124), "white")
    picture.paste("#73b0f2", (7, 7, 160, 110))
    picture.save(path)
    return path


def maps_of(study, drawn):
    """Return a map of every kind that a scheme has, and one of every theme of the whole."""
    themes = ("coverage", "missing", "reference-fit")
    return [
        *(ReportMap(kind, "Alfa", "kaart", drawn) for kind in kinds_of(study.scheme)),
        *(ReportMap("whole", "kaart", "kaart", drawn, theme) for theme in themes),
    ]


def page_of(study, language, drawn):
    return report_document(Results(study), maps_of(study, drawn), language)


def readable(html):
    """Return all that a page says, and its anchors; how it looks is nobody's word."""
    html = re.sub(r"(?s)<(style|script)\b.*?</\1>", "", html)
    html = re.sub(r'src="data:[^"]*"', "", html)
    return re.sub(r'(<[^>]*?) class="[^"]*"', r"\1", html)


def parts_of(content):
    """Return the text of all parts of a workbook or of a Word document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return "\n".join(archive.read(name).decode() for name in names)


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


class TestWords:
    @LANGUAGES
    @pytest.mark.parametrize("grid", GRIDS)
    def test_a_report_has_none_of_the_words_of_flanders(self, grid, language, drawn):
        study = GRIDS[grid]()
        document = page_of(study, language, drawn)
        short = briefing(Results(study), document)
        assert flemish_words(readable(report_html(document))) == []
        assert flemish_words(readable(report_html(short))) == []

    @LANGUAGES
    @pytest.mark.parametrize("grid", GRIDS)
    def test_a_workbook_has_none_of_them(self, grid, language):
        content = workbook(Results(GRIDS[grid]()), language)
        assert flemish_words(parts_of(content)) == []

    @LANGUAGES
    def test_nor_do_documents_for_paper(self, language, drawn):
        study = other_grid(BONDS)
        document = page_of(study, language, drawn)
        short = pages_of(briefing_pdf(briefing(Results(study), document)))
        assert flemish_words(" ".join(pages_of(report_pdf(document)))) == []
        assert flemish_words(" ".join(short)) == []
        assert len(short) == 2
        assert flemish_words(parts_of(report_docx(document))) == []

    @LANGUAGES
    def test_it_has_the_words_of_the_scheme(self, language, drawn):
        html = readable(report_html(page_of(other_grid(BONDS), language, drawn)))
        for noun in (OTHER.unit, OTHER.group, OTHER.people):
            assert language.say(noun.many) in html
        assert language.say(OTHER.partitions[QUARTER].noun.one) in html

    def test_a_report_of_own_words_reads_as_a_person_would_write_it(self, drawn):
        html = readable(report_html(page_of(other_grid(BONDS), NL, drawn)))
        for told in (
            "Voldoen de bonden aan de regels?",
            "Beta (16.000 hoofden in 3 plekken) de grootste bond en Alfa (7.000 hoofden in 3 ",
            "plekken) de kleinste; onbekende lidmaatschappen kunnen dat nog veranderen.",
            "De 3 plekken waarvan het lidmaatschap onbekend is, tellen samen 22.000 hoofden",
            "Elke plek staat met haar aantal hoofden op 1 januari 2023.",
            "Het nummer van een bond is dat op de kaart van Rooster.",
            "een bond kan meer leden hebben, en er kunnen meer bonden zijn.",
            "Bronnen van het lidmaatschap, per bond",
            "Plekken, indelingen en lidmaatschappen zijn die van 1 januari 2023",
            "de vorm van een plek op de kaart",
        ):
            assert told.casefold() in html.casefold(), told

    def test_the_english_report_too(self, drawn):
        html = readable(report_html(page_of(other_grid(BONDS), EN, drawn)))
        for told in (
            "Do the leagues meet the rules?",
            "The number of a league is that on the map of Rooster.",
            "a league may have more members, and there may be more leagues.",
            "Heads by league, of the known members",
        ):
            assert told in html


AREA = Noun(Text("gebied", "area"), Text("gebieden", "areas"), neuter=True)


class TestArticles:
    @pytest.mark.parametrize(
        ("group", "told"),
        [
            (OTHER.group, "De grootste bond is Beta (16.000 hoofden in 3 plekken); de kleinste is"),
            (AREA, "Het grootste gebied is Beta (16.000 hoofden in 3 plekken); het kleinste is"),
        ],
    )
    def test_the_largest_and_the_smallest(self, group, told):
        found = size_sentence(in_words(group=group, outside=(5, 8, 9)))
        assert found.nl.startswith(told)

    @pytest.mark.parametrize(
        ("group", "nl"), [(OTHER.group, "De enige bekende bond is"), (AREA, "Het enige bekende")]
    )
    def test_the_only_group(self, group, nl):
        scheme = replace(OTHER, group=group)
        assert size_sentence(of_scheme(scheme, {1: "Alfa"})).nl.startswith(nl)

    def test_nobody_is_told_by_the_word_of_the_unit(self):
        study = in_words(unit=AREA)
        assert missing_sentence(study, OUTSIDE).nl == (
            "Van geen enkel gebied is bekend dat het geen lid is."
        )
        everyone = of_scheme(study.scheme, dict.fromkeys(range(1, 10), "Alfa"))
        assert missing_sentence(everyone, OUTSIDE) == Text(
            "Elk gebied is lid van een bond.", "Every area is a member of a league."
        )
        assert missing_sentence(everyone, UNKNOWN).nl == (
            "Van elk gebied is bekend of het lid is van een bond."
        )

    def test_an_unknown_lineage_is_told_of_any_word(self):
        """Whether a group is new cannot be said: the words follow its article."""
        rules = tuple(
            replace(rule, since=date(2023, 1, 1), all_from=date(2026, 1, 1))
            if rule is OTHER.fit
            else rule
            for rule in OTHER.rules
        )
        for group, then in (
            (OTHER.group, "Bestond de bond al ongewijzigd voor 1 januari 2023, dan heeft die tijd"),
            (AREA, "Bestond het gebied al ongewijzigd voor 1 januari 2023, dan heeft het tijd"),
        ):
            scheme = replace(OTHER, group=group, rules=rules)
            found = rules_sentence(Results(of_scheme(scheme, BONDS)).checked)
            assert then in found.nl


class TestWhatIsNotThere:
    def test_no_chapter_and_no_answer_is_of_a_feature_that_is_missing(self):
        results = Results(other_grid(BONDS))
        assert [each.id for each in chapters(results)] == ["dekkingsgraad", "regels", "ontbreekt"]
        assert {each.chapter for each in points(results)} == {
            "dekkingsgraad", "regels", "ontbreekt",
        }  # fmt: skip
        assert (results.agreements, results.awards, results.audit) == (None, None, None)

    def test_of_agreements_nothing_is_asked(self):
        asked = decisions(Results(other_grid(BONDS)))
        assert [text.nl.split("?")[0] for text in asked] == [
            "Wat gebeurt er met Beta, in strijd met ‘in één kwartier’",
            "Wie bezorgt de volledige ledenlijst",
        ]

    def test_a_scheme_with_the_cycles_of_flanders_has_no_announcements_of_theirs(self):
        study = of_scheme(replace(OTHER, whole=FLANDERS.whole), BONDS)
        told = [text.nl for chapter in chapters(Results(study)) for text in chapter.paragraphs]
        assert told
        assert not any("angekondigd" in text or "Volgens ‘" in text for text in told)

    def test_without_a_form_that_is_asked_no_legal_form_is_told(self, drawn):
        regions = [b for b in blocks_of(page_of(other_grid(BONDS), NL, drawn).sections)
                   if isinstance(b, Region)]  # fmt: skip
        assert [[name for name, _, _ in each.facts] for each in regions] == [
            ["Plekken", "Hoofden", "Ligt in", "Kaart"],
            ["Plekken", "Hoofden", "Ligt in"],
        ]

    def test_without_rules_there_is_no_chapter_of_them_and_sizes_stand_with_the_coverage(self):
        results = Results(bare(BONDS))
        assert [each.id for each in chapters(results)] == ["dekkingsgraad", "ontbreekt"]
        found = charts(results, NL, report_document(results, (), NL).theme)
        assert {home: [c.id for c in several] for home, several in found.items()} == {
            "dekkingsgraad": ["grafiek-omvang"]
        }
        assert "minimum" not in found["dekkingsgraad"][0].svg

    def test_without_a_division_the_whole_is_shown_and_the_missing_are_one_list(self):
        results = Results(bare(BONDS, outside=(5, 8, 9)))
        coverage, missing = chapters(results)
        assert [row[0] for row in coverage.tables[0].table.rows] == ["Rooster"]
        (listed,) = missing.lists
        assert [(p.name, p.population) for p in listed.provinces] == [("Rooster", 22_000)]
        assert missing.tables == ()

    def test_without_a_minimum_no_block_could_form_a_group(self):
        rules = tuple(rule for rule in OTHER.rules if rule is not OTHER.minimum)
        results = Results(of_scheme(replace(OTHER, rules=rules), BONDS, outside=(5, 8, 9)))
        assert not any("vormen" in text.nl for text in decisions(results))
        assert all(table.table.id != "possible-regions"
                   for chapter in chapters(results) for table in chapter.tables)  # fmt: skip
        ids = [sheet.table.id for sheet in Maker.of(results, NL).sheets()]
        assert "possible-regions" not in ids

    def test_a_briefing_without_rules_decides_nothing_of_them(self):
        results = Results(bare(BONDS, outside=(5, 8, 9)))
        short = briefing(results, report_document(results, (), NL))
        assert [each.title for each in short.sections] == [
            "In het kort", "Dekking", "Wie ontbreekt", "Bronnen",
        ]  # fmt: skip
        partial = Results(bare(BONDS))
        titles = [
            each.title for each in briefing(partial, report_document(partial, (), NL)).sections
        ]
        assert titles[1] == "Wat te beslissen"

    def test_what_has_no_divisions_does_not_speak_of_them(self):
        assert "indelingen" not in method_sentences(bare(BONDS))[0].nl
        assert "indelingen" in method_sentences(other_grid(BONDS))[0].nl


@pytest.mark.parametrize("grid", GRIDS)
def test_maps_and_charts_are_numbered_without_gaps(grid, drawn):
    document = page_of(GRIDS[grid](), NL, drawn)
    labels = [b.label for b in blocks_of(document.sections) if isinstance(b, Figure)]
    for word in ("Kaart", "Grafiek"):
        numbers = [int(label.split()[1]) for label in labels if label.startswith(word)]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("many", ["bonden", "bronnen", "methode"])
def test_every_anchor_is_there_once(many, drawn):
    """Also where the groups are called as a part of the report is."""
    group = replace(OTHER.group, many=Text(many, "leagues"))
    html = report_html(page_of(in_words(group=group), NL, drawn))
    ids = re.findall(r'<[^>]* id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)
    assert (many in TAKEN) == (f'id="groepen-{many}"' in html)


class TestWorkbook:
    @LANGUAGES
    @pytest.mark.parametrize("grid", GRIDS)
    def test_every_table_has_its_twin(self, grid, language):
        results = Results(GRIDS[grid]())
        files = {table.id: table for table in study_tables(results.study)}
        for sheet in Maker.of(results, language).sheets():
            twin = files[sheet.table.id]
            assert len(sheet.rows) == len(twin.rows)
            assert {c.key for c in sheet.table.columns} <= {c.key for c in twin.columns}

    def test_the_sheets_and_the_columns_have_the_names_of_the_scheme(self):
        book = formulas_of(workbook(Results(other_grid(BONDS, outside=(5, 8, 9))), NL))
        assert book.sheetnames == [
            "Samenvatting", "Dekking kwartier", "Omvang bonden", "Plekken", "Bonden",
            "Wie ontbreekt", "Mogelijke bonden", "Regels", "Bevindingen", "Bronnen", "Methode",
            "Controle",
        ]  # fmt: skip
        assert book.defined_names["plek_hoofden"].attr_text.startswith("'Plekken'!")
        assert book["Dekking kwartier"]["C5"].value == (
            '=COUNTIFS(plek_kwartier,A5,plek_lidmaatschap,"lid")'
        )
        assert any(
            "het blad Plekken, bij naam" in str(row[0].value) for row in book["Methode"].iter_rows()
        )

    def test_the_figures_are_those_of_the_grid(self):
        book = values_of(workbook(Results(other_grid(BONDS, outside=(5, 8, 9))), NL))
        assert [cell.value for cell in book["Dekking kwartier"][7]][:4] == ["Rooster", 9, 6, 0]
        assert [cell.value for cell in book["Dekking kwartier"][5]][4] == 1 / 3

    @LANGUAGES
    def test_long_words_are_cut_and_stay_apart(self, language):
        long = Noun(LONG, LONG)
        part = Noun(*(Text(f"{t.nl} 2", f"{t.en} 2") for t in (LONG, LONG)))
        kinds = {QUARTER: PartitionKind(QUARTER, part), "x": PartitionKind("x", part)}
        scheme = replace(OTHER, unit=long, group=long, partitions=MappingProxyType(kinds))
        study = of_scheme(scheme, BONDS)
        names = formulas_of(workbook(Results(study), language)).sheetnames
        assert all(len(name) <= MOST for name in names)
        assert len({name.casefold() for name in names}) == len(names)

    @pytest.mark.parametrize("many", ["Regels", "methode", "Controle", "'s-Hertogen/[*]'"])
    def test_a_word_of_the_scheme_that_a_sheet_has_already_gets_a_number(self, many):
        unit = Noun(Text("2e plek", "spot"), Text(many, "spots"))
        content = workbook(Results(in_words(unit=unit, outside=(5, 8, 9))), NL)
        names = formulas_of(content).sheetnames
        assert len({name.casefold() for name in names}) == len(names)
        assert not any(name.startswith("'") or name.endswith("'") for name in names)
        # A name of cells begins with a letter.
        assert "n_2e_plek_hoofden" in formulas_of(content).defined_names

    def test_a_free_name_has_room_for_its_number(self):
        name = "x" * MOST
        assert free_name(name, {name}) == f"{'x' * (MOST - 2)} 2"

    def test_the_tabs_of_flanders_fit_whole(self):
        assert all(len(w) <= MOST for text in tabs(FLANDERS).values() for w in (text.nl, text.en))


@cache
def housing():
    return load_study(StudyChoice(scheme="woonmaatschappijen", boundaries="embedded"))


@cache
def housing_results():
    return Results(housing())


class TestHousing:
    """The working areas of the housing companies: municipalities, and other groups."""

    @LANGUAGES
    def test_the_groups_are_called_as_the_scheme_does_everywhere(self, language):
        results = housing_results()
        document = report_document(results, (), language)
        said = [
            readable(report_html(document)),
            readable(report_html(briefing(results, document))),
            parts_of(workbook(results, language)),
        ]
        strange = re.compile(
            r"regiegebied|regie.region|vdab|subsidi|centrumst|centre.cit|rechtsvorm|legal form"
            r"|aangekondigd|announced|60[.,]000|minister",
            re.IGNORECASE,
        )
        assert [strange.findall(text) for text in said] == [[], [], []]
        assert language.say(Text("werkingsgebieden", "working areas")) in said[0]

    def test_the_sheets_have_its_words(self):
        names = [sheet.name for sheet in Maker.of(housing_results(), NL).sheets()]
        assert names == [
            "Dekking provincie", "Dekking arrondissement", "Dekking referentieregio",
            "Omvang werkingsgebieden", "Gemeenten", "Werkingsgebieden", "Regels", "Bevindingen",
            "Bronnen",
        ]  # fmt: skip

    def test_the_lead_says_who_straddles_where_a_derogation_may_have_been_decided(self):
        assert rules_sentence(housing_results().checked).nl.startswith(
            "Geen van de 42 werkingsgebieden is in strijd met een regel, voor zover bekend. "
            "Kust-Noord, Midwest-West, Oost-Brabant-West en Zuid-West-Vlaanderen-Midden passen "
            "niet in één referentieregio. Een afwijking kan beslist zijn; welke er zijn, zeggen de "
            "gegevens niet. Tegen het advies"
        )

    def test_and_the_briefing_asks_whether_it_was(self):
        assert decisions(housing_results())[0] == Text(
            "Is voor Kust-Noord, Midwest-West, Oost-Brabant-West en Zuid-West-Vlaanderen-Midden "
            "een afwijking van ‘valt samen met een referentieregio of ligt erin’ beslist?",
            "Has a derogation from ‘coincides with a reference region or lies within one’ been "
            "decided for Kust-Noord, Midwest-West, Oost-Brabant-West and "
            "Zuid-West-Vlaanderen-Midden?",
        )

    def test_the_largest_and_the_smallest(self):
        assert size_sentence(housing()).nl == (
            "Het grootste werkingsgebied is Limburg (904.919 inwoners in 38 gemeenten); het "
            "kleinste is Westhoek-Zuid (44.679 inwoners in 3 gemeenten)."
        )

    def test_what_has_no_end_is_no_cycle(self):
        told = " ".join(text.nl for text in method_sentences(housing()))
        assert "een bron zegt het voor deze periode" in told
        assert "cyclus" not in told


def test_the_line_of_the_report_is_that_of_the_study(drawn):
    document = page_of(other_grid(BONDS), NL, drawn)
    assert document.line == sentence(
        NL,
        "sinds 2023 · toestand op 1 januari 2023 · bevolking op 1 januari 2023",
    )
    assert LEAGUE not in document.title
