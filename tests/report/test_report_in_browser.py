"""The report in a browser without network: it asks for nothing, sorts, and anyone can read it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from regiekaart.language import EN, NL
from regiekaart.maps.theme import PLAIN
from regiekaart.report.html import report_html
from regiekaart.report.outline import report_document
from regiekaart.report.pictures import ReportMap
from report.kept import results_of
from web.browsing import AXE, AXE_OPTIONS

pytestmark = pytest.mark.browser
ROWS = """table => [...table.tBodies[0].rows].map(row => row.cells[0].textContent)"""


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """Return what opens the report of a study, with what it asked for and complained of."""
    folder = tmp_path_factory.mktemp("report")
    drawn = folder / "map.png"
    Image.new("RGB", (60, 40), PLAIN.groups[0]).save(drawn)
    maps = [ReportMap("flanders", "Vlaanderen", "Een kaart", drawn)]
    pages = []

    def open_(study, language=NL, width=1280):
        path = folder / f"{study.cycle.id}-{study.fictional}-{language.code}.html"
        if not path.exists():
            document = report_document(results_of(study), maps, language)
            path.write_text(report_html(document), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        told = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url))
        page.goto(path.as_uri())
        asked = [each for each in told if not each.startswith(("file://", "data:"))]
        assert asked == []
        return page

    yield open_
    for page in pages:
        page.close()


def test_a_click_sorts_by_the_number_and_the_whole_stays_on_top(opened, study_2023):
    page = opened(study_2023)
    table = page.locator("#t-coverage-province")
    button = table.locator("th button", has_text=re.compile("^Inwoners$"))
    button.click()
    rising = table.evaluate(ROWS)
    assert rising[0] == "Vlaanderen"
    assert rising[1:] == [
        "Limburg", "Vlaams-Brabant", "West-Vlaanderen", "Oost-Vlaanderen", "Antwerpen",
    ]  # fmt: skip
    button.click()
    assert table.evaluate(ROWS) == [rising[0], *reversed(rising[1:])]
    assert page.locator("#sorted").text_content() == "Inwoners: aflopend gesorteerd"
    head = table.locator("th[aria-sort]")
    assert head.count() == 1
    assert head.get_attribute("aria-sort") == "descending"


def test_the_keyboard_sorts_too_and_names_sort_as_names(opened, study_2023):
    page = opened(study_2023, EN)
    table = page.locator("#t-coverage-province")
    table.get_by_role("button", name="Province").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    names = table.evaluate(ROWS)[1:]
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(
    ("width", "fiction"), [(360, True), (1280, False)], ids=["example-360", "2023-1280"]
)
def test_axe_finds_nothing(opened, study_2023, example, width, fiction):
    page = opened(example if fiction else study_2023, width=width)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("(options) => axe.run(options)", AXE_OPTIONS)
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found["violations"]] == []


def test_nothing_runs_off_a_narrow_screen(opened, study_2023):
    page = opened(study_2023, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_charts_are_wide_enough_to_read_on_a_phone_and_scroll(opened, study_2023):
    page = opened(study_2023, width=360)
    chart = page.locator(".charts").first
    assert chart.locator("img").evaluate("each => each.clientWidth") > 500
    assert chart.evaluate("each => each.clientWidth") < 360
    chart.evaluate("each => each.scrollLeft = 200")
    assert chart.evaluate("each => each.scrollLeft") == 200


@pytest.mark.parametrize("shape", [(297, 210), (210, 297)])
def test_on_paper_headings_stand_with_their_map_and_headers_with_rows(
    browser,
    results_2023,
    tmp_path,
    shape,
):
    Image.new("RGB", shape, PLAIN.groups[0]).save(tmp_path / "map.png")
    maps = [
        ReportMap(kind, "Vlaanderen", "Een kaart", tmp_path / "map.png")
        for kind in ("flanders", "province", "province")
    ]
    html = tmp_path / "report.html"
    html.write_text(report_html(report_document(results_2023, maps, NL)), encoding="utf-8")
    page = browser.new_page()
    page.goto(html.as_uri())
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    pages = [(each, each.extract_text()) for each in printed.pages]
    (annex,) = [each for each, text in pages if "Kaarten\nProvincies" in text]
    assert len(annex.images) == 1
    (rules,) = [text for _, text in pages if "De regels per regiegebied" in text]
    assert rules.count("in orde") > 5
