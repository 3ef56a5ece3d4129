"""The planner in a browser: what a click, a key, a lasso and a file change, and what is told."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL
from regiekaart.study import OUTSIDE, UNKNOWN, Group, StudyChoice, load_study
from regiekaart.web.planner_scenario import scenario
from web.browsing import Opened, page_of, study_of
from web.hostile import IMAGE, SCRIPT, hostile_page

pytestmark = pytest.mark.browser

LEUVEN, BIERBEEK, LUBBEEK, HERENT = "24062", "24011", "24066", "24038"


@pytest.fixture
def planning(open_page):
    """Return a function that opens a page in the planner."""

    def opened(html=None, **settings):
        made = open_page(html, "#p=1", **settings)
        made.page.locator(".planner").wait_for()
        return made

    return opened


def aim(opened, target):
    opened.page.locator("#plan-target").select_option(target)


def click(opened, nis):
    opened.page.mouse.click(*opened.point(nis))


def group_of(opened, nis):
    """Return the name of the region of a municipality in the scenario, or its number below zero."""
    return opened.page.evaluate(
        """(nis) => {
          const { state } = regiekaart.planner.store();
          const of = state.group_of[regiekaart.moments.position(nis)];
          return of < 0 ? of : state.groups[of].name;
        }""",
        nis,
    )


def button(opened, words):
    return opened.page.locator(".planner").get_by_role("button", name=words, exact=True)


def unfold(opened, words):
    opened.page.locator(".planner summary").filter(has_text=words).click()


def live(opened):
    return opened.text("#live")


def whole(opened):
    """Return the table of the whole: measure to figure."""
    rows = opened.page.locator(".planner table").first.locator("tbody tr")
    return dict(row.replace("\n", " ").split("\t") for row in rows.all_inner_texts())


def of_scenario(opened):
    """Return the scenario on the page as Python's study."""
    kept = opened.page.evaluate("regiekaart.planner.store().state")
    groups = [Group(group["name"], group["form"]) for group in kept["groups"]]
    return scenario(study_of(), groups, kept["group_of"])


# Changing


def test_a_click_puts_a_municipality_in_the_chosen_region_and_takes_it_out_again(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == "Leuven"
    assert live(opened) == "Bierbeek: Leuven"
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == UNKNOWN
    assert live(opened) == "Bierbeek: (onbekend)"
    assert opened.complaints == []


def test_who_is_taken_out_is_no_member_only_if_the_list_said_something_of_it(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, LEUVEN)
    assert group_of(opened, LEUVEN) == OUTSIDE
    click(opened, LEUVEN)
    click(opened, BIERBEEK)
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == UNKNOWN
    # Back where it began: there is nothing left that differs from the list.
    assert button(opened, "Terug naar de lijst").is_disabled()


def test_a_click_without_a_chosen_region_changes_nothing_and_says_what_to_do(planning):
    opened = planning()
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == UNKNOWN
    assert live(opened).startswith("Kies eerst het regiegebied")


def test_a_municipality_can_be_made_no_member_and_unknown(planning):
    opened = planning()
    aim(opened, "outside")
    click(opened, LEUVEN)
    assert group_of(opened, LEUVEN) == OUTSIDE
    aim(opened, "unknown")
    click(opened, LEUVEN)
    assert group_of(opened, LEUVEN) == UNKNOWN


def test_a_changed_municipality_gets_the_colour_of_its_region(planning):
    opened = planning()
    aim(opened, "Leuven")
    before = opened.fills()
    click(opened, BIERBEEK)
    after = opened.fills()
    assert after[BIERBEEK] == before[LEUVEN]
    assert {nis for nis in before if before[nis] != after[nis]} == {BIERBEEK}


def test_the_keyboard_alone_is_enough(planning):
    opened = planning()
    aim(opened, "Leuven")
    opened.page.locator('path.unit[tabindex="0"]').focus()
    opened.page.keyboard.press("ArrowRight")
    nis = opened.page.evaluate("document.activeElement.dataset.code")
    before = group_of(opened, nis)
    opened.page.keyboard.press("Enter")
    assert group_of(opened, nis) == "Leuven"
    told = live(opened)
    assert told.endswith(": Leuven")
    opened.page.keyboard.press("Control+z")
    assert group_of(opened, nis) == before
    assert live(opened) == f"Ongedaan gemaakt: {told}"
    opened.page.keyboard.press("Control+Shift+z")
    assert group_of(opened, nis) == "Leuven"


def test_a_name_that_is_typed_adds_and_a_cross_takes_out(planning):
    opened = planning()
    aim(opened, "Leuven")
    opened.page.locator("#plan-add").fill("lubbeek")
    opened.page.keyboard.press("Enter")
    assert group_of(opened, LUBBEEK) == "Leuven"
    button(opened, "Haal Lubbeek eruit").click()
    assert group_of(opened, LUBBEEK) == UNKNOWN
    opened.page.locator("#plan-add").fill("Kopenhagen")
    opened.page.keyboard.press("Enter")
    assert "geen gemeente op deze dag" in opened.text(".plan-region")


def test_a_lasso_puts_all_that_it_holds_in_the_chosen_region(planning):
    opened = planning(width=1600, height=1000)
    aim(opened, "Leuven")
    button(opened, "Lasso: teken rond gemeenten").click()
    x, y = opened.page.evaluate(
        """(nis) => {
          const box = document.querySelector(`[data-code="${nis}"]`).getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }""",
        LUBBEEK,
    )
    corners = [(x - 45, y - 45), (x + 45, y - 45), (x + 45, y + 45), (x - 45, y + 45)]
    opened.page.mouse.move(*corners[0])
    opened.page.mouse.down()
    for corner in (*corners[1:], corners[0]):
        opened.page.mouse.move(*corner, steps=4)
    opened.page.mouse.up()
    assert group_of(opened, LUBBEEK) == "Leuven"
    caught = opened.page.evaluate(
        "regiekaartScenarios.changed(regiekaart.planner.store().start,"
        " regiekaart.planner.store().state).length"
    )
    assert 2 <= caught <= 20
    button(opened, "Ongedaan maken").click()
    assert group_of(opened, LUBBEEK) == UNKNOWN


# Regions


def test_a_region_is_made_renamed_reformed_and_removed(planning):
    opened = planning()
    page = opened.page
    unfold(opened, "Nieuw regiegebied")
    page.locator("#plan-new-name").fill("Hageland")
    page.locator("#plan-new-form").select_option("interlokale vereniging")
    button(opened, "Maak").click()
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == "Hageland"
    page.locator("#plan-region-tools summary").click()
    page.locator("#plan-rename").fill("Hageland Zuid")
    page.keyboard.press("Enter")
    assert group_of(opened, BIERBEEK) == "Hageland Zuid"
    # It stays unfolded while the panel is made anew.
    button(opened, "Verwijder dit regiegebied").click()
    assert group_of(opened, BIERBEEK) == UNKNOWN
    for _ in range(4):
        button(opened, "Ongedaan maken").click()
    assert group_of(opened, BIERBEEK) == UNKNOWN
    assert button(opened, "Ongedaan maken").is_disabled()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "geef een naam"),
        ("leuven", "er is al een gebied met deze naam"),
        ("=SOM(A1)", "een naam begint niet met"),
        ("geen", "dit is geen naam"),
        ("2023", "minstens één letter"),
    ],
)
def test_a_name_that_a_list_would_refuse_is_refused_here(planning, name, why):
    opened = planning()
    unfold(opened, "Nieuw regiegebied")
    opened.page.locator("#plan-new-name").fill(name)
    button(opened, "Maak").click()
    assert why in opened.text("#plan-new-wrong")


def test_a_new_region_has_a_colour_that_its_neighbours_do_not_have(planning):
    opened = planning()
    unfold(opened, "Nieuw regiegebied")
    opened.page.locator("#plan-new-name").fill("Hageland")
    button(opened, "Maak").click()
    click(opened, BIERBEEK)
    fills = opened.fills()
    assert fills[BIERBEEK] not in {fills[LEUVEN], fills[HERENT]}


# Figures


def test_the_figures_follow_each_change_with_their_difference(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    row = coverage(of_scenario(opened)).whole
    told = whole(opened)
    low, high = row.population.compact(NL, 2).replace("\N{NO-BREAK SPACE}", " ").split(" – ")
    assert told["Gemeenten die lid zijn"] == "191 +1"
    assert low.rstrip(" %") in told["Dekking van de bevolking"]
    assert high in told["Dekking van de bevolking"]
    assert "ondergrens +0,15 procentpunt" in told["Dekking van de bevolking"]
    assert "113.478 +10.469" in opened.text(".plan-region")
    assert opened.text("#sentence").startswith("27 regiegebieden met 191 gemeenten;")
    assert "Een denkoefening" in opened.text("#line")


def test_a_breach_of_a_rule_is_told_at_once(planning):
    opened = planning()
    aim(opened, "Leuven")
    assert "niet voldaan" not in opened.text(".plan-region")
    click(opened, BIERBEEK)
    assert opened.page.locator(".plan-region .verdict.error").all_inner_texts() == ["niet voldaan"]
    assert whole(opened)["Inbreuken op de regels"] == "1 +1"


def test_leaving_the_planner_shows_the_list_again_and_coming_back_the_scenario(planning):
    opened = planning()
    aim(opened, "Leuven")
    before = opened.fills()
    click(opened, BIERBEEK)
    planned = opened.fills()
    opened.page.locator("#modes button").first.click()
    assert opened.fills() == before
    assert opened.text("#sentence").startswith("Van de 300 gemeenten")
    opened.page.locator("#modes button").nth(1).click()
    assert opened.fills() == planned


def test_each_moment_has_scenarios_of_its_own(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    last = opened.page.evaluate("String(regiekaart.data.moments.length - 1)")
    opened.choose("moment", last)
    assert group_of(opened, BIERBEEK) == UNKNOWN
    assert opened.complaints == []


def test_what_a_scenario_changes_is_assumed_and_hatched(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    place = opened.page.evaluate(f"regiekaart.moments.position('{BIERBEEK}')")
    assert place in opened.page.evaluate("regiekaart.map.doubtedUnits()")
    assert "aangenomen in het scenario" in opened.hover(BIERBEEK).inner_text()
    assert "Wat het scenario verandert, is aangenomen." in opened.text("#notes")


def test_the_sentence_of_a_part_is_that_of_the_scenario(planning):
    opened = planning()
    aim(opened, "Leuven")
    opened.choose("filter", "province:Vlaams-Brabant")
    click(opened, BIERBEEK)
    assert "16 van 65 gemeenten lid" in opened.text("#sentence")


def test_a_lasso_does_nothing_once_its_region_is_no_longer_chosen(planning):
    opened = planning()
    aim(opened, "Leuven")
    button(opened, "Lasso: teken rond gemeenten").click()
    aim(opened, "Kies een regiegebied …")
    opened.page.evaluate("regiekaart.planner.assignCaught([0, 1, 2])")
    assert not opened.page.evaluate("regiekaart.planner.store().canUndo")
    assert live(opened).startswith("Kies eerst het regiegebied")


def test_the_keyboard_stays_where_it_was_when_the_panel_is_made_anew(planning):
    opened = planning()
    aim(opened, "Leuven")
    opened.page.locator("#plan-add").fill("Bierbeek")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "plan-add"
    button(opened, "Haal Bierbeek eruit").press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "plan-add"
    button(opened, "Ongedaan maken").press("Enter")
    button(opened, "Ongedaan maken").press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "plan-target"


def test_a_region_may_have_the_name_of_a_choice(planning):
    opened = planning()
    unfold(opened, "Nieuw regiegebied")
    opened.page.locator("#plan-new-name").fill("outside")
    button(opened, "Maak").click()
    click(opened, BIERBEEK)
    assert group_of(opened, BIERBEEK) == "outside"


def test_no_facts_of_the_list_are_opened_in_a_scenario(planning):
    opened = planning()
    opened.page.evaluate("location.hash = '#p=1&s=24062'")
    opened.page.wait_for_url(lambda address: "s=" not in address)
    assert opened.page.locator("#panel").is_hidden()
    assert opened.complaints == []


# Scenarios and files


def test_scenarios_stand_side_by_side(planning):
    opened = planning()
    button(opened, "Kopieer tot nieuw scenario").click()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    opened.page.locator("#plan-scenario-name").fill("Met Bierbeek")
    opened.page.keyboard.press("Enter")
    head = opened.page.locator(".scenarios thead th").all_inner_texts()
    assert head == ["Maat", "De lijst", "Scenario 1", "Met Bierbeek"]
    rows = [r.split("\t") for r in opened.page.locator(".scenarios tbody tr").all_inner_texts()]
    assert ["Gemeenten die lid zijn", "190", "190", "191"] in rows


def test_scenarios_are_there_again_the_next_time_and_can_be_forgotten(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    # The link asks for the planner, and the browser has kept the scenario.
    assert "p=1" in opened.hash()
    opened.page.reload()
    button(opened, "Vergeet ze").wait_for()
    assert group_of(opened, BIERBEEK) == "Leuven"
    button(opened, "Vergeet ze").click()
    button(opened, "Ja, vergeet ze").click()
    assert group_of(opened, BIERBEEK) == UNKNOWN
    assert live(opened).startswith("De scenario's zijn gewist.")
    assert kept(opened) is None


def kept(opened):
    """Return what the browser keeps of the scenarios, as text."""
    return opened.page.evaluate("localStorage.getItem(regiekaart.planner.store().key)")


def focused(opened):
    return opened.page.evaluate("document.activeElement.id")


def test_nothing_is_lost_for_good_before_it_is_asked(planning):
    opened = planning()
    button(opened, "Kopieer tot nieuw scenario").click()
    for how in ("Annuleer", "Escape"):
        button(opened, "Verwijder scenario").press("Enter")
        assert "Het scenario Scenario 2 verwijderen?" in opened.text(".ask")
        # The answer that loses nothing comes first.
        assert focused(opened) == "plan-ask-no"
        if how == "Escape":
            opened.page.keyboard.press("Escape")
        else:
            button(opened, how).press("Enter")
        assert focused(opened) == "plan-scenario-remove"
        assert opened.page.locator(".ask").is_hidden()
    button(opened, "Verwijder scenario").press("Enter")
    button(opened, "Ja, verwijder het").press("Enter")
    assert opened.page.locator("#plan-scenario option").all_inner_texts() == ["Scenario 1"]
    assert live(opened) == "Scenario Scenario 2 is verwijderd."
    assert focused(opened) == "plan-scenario"


def test_a_question_is_about_the_scenario_that_is_shown(planning):
    opened = planning()
    button(opened, "Kopieer tot nieuw scenario").click()
    button(opened, "Verwijder scenario").click()
    opened.page.locator("#languages button").nth(1).click()
    assert "Remove the scenario Scenario 2?" in opened.text(".ask")
    opened.page.locator("#plan-scenario").select_option(label="Scenario 1")
    assert opened.page.locator(".ask").is_hidden()


def test_two_scenarios_do_not_have_one_name(planning):
    opened = planning()
    button(opened, "Kopieer tot nieuw scenario").click()
    opened.page.locator("#plan-scenario-name").fill(" SCENARIO\u200b  1")
    opened.page.keyboard.press("Enter")
    assert opened.text("#plan-scenario-wrong") == "er is al een scenario met deze naam"
    for label in ("Scenario 1", "Scenario 2"):
        opened.page.locator("#plan-scenario").select_option(label=label)
        assert opened.text("#plan-scenario-wrong") == ""
    opened.page.locator("#plan-scenario-name").fill("Plan\u00a0 B")
    opened.page.keyboard.press("Enter")
    assert opened.text("#plan-scenario-wrong") == ""
    button(opened, "Kopieer tot nieuw scenario").click()
    options = opened.page.locator("#plan-scenario option").all_inner_texts()
    assert options == ["Scenario 1", "Plan B", "Scenario 3"]


def test_what_is_kept_and_does_not_fit_is_left_as_it_is(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    odd = kept(opened).replace('"version":2', '"version":9')
    key = opened.page.evaluate("regiekaart.planner.store().key")
    opened.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, odd])
    opened.page.reload()
    opened.page.locator(".scenarios .soft").filter(has_text="past niet bij deze pagina").wait_for()
    aim(opened, "Leuven")
    click(opened, LUBBEEK)
    assert group_of(opened, LUBBEEK) == "Leuven"
    assert kept(opened) == odd
    button(opened, "Vergeet ze").click()
    button(opened, "Ja, vergeet ze").click()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    assert '"version":2' in kept(opened)


@pytest.fixture
def two_windows(planning):
    """Return one page in two windows of the same browser."""
    first = planning()
    second = Opened(first.page.context, first.page.url.partition("#")[0])
    second.page.locator("#modes button").nth(1).click()
    return first, second


def until(opened, nis, region):
    opened.until(
        """([nis, region]) => {
          const { state } = regiekaart.planner.store();
          const of = state.group_of[regiekaart.moments.position(nis)];
          return (of < 0 ? of : state.groups[of].name) === region;
        }""",
        [nis, region],
    )


def test_what_one_window_changes_is_taken_over_in_the_other_and_can_be_undone(two_windows):
    first, second = two_windows
    aim(first, "Leuven")
    click(first, BIERBEEK)
    until(second, BIERBEEK, "Leuven")
    assert live(second) == "Overgenomen uit een ander venster: Scenario 1."
    assert live(second) in second.text(".scenarios")
    aim(second, "Leuven")
    click(second, LUBBEEK)
    until(first, LUBBEEK, "Leuven")
    for _ in range(2):
        button(second, "Ongedaan maken").click()
    until(first, BIERBEEK, UNKNOWN)
    assert first.complaints == second.complaints == []


def test_scenarios_of_two_windows_stand_side_by_side(two_windows):
    first, second = two_windows
    button(first, "Kopieer tot nieuw scenario").click()
    second.until("() => regiekaart.planner.store().all.length === 2")
    # The window stays with the scenario that it shows.
    assert second.page.evaluate("regiekaart.planner.store().current.name") == "Scenario 1"
    button(second, "Kopieer tot nieuw scenario").click()
    first.until("() => regiekaart.planner.store().all.length === 3")
    button(first, "Verwijder scenario").click()
    button(first, "Ja, verwijder het").click()
    second.until("() => regiekaart.planner.store().all.length === 2")
    assert live(second) == "In een ander venster verwijderd: Scenario 2."


def test_scenarios_that_were_erased_in_another_window_stay_in_this_one(two_windows):
    first, second = two_windows
    aim(first, "Leuven")
    click(first, BIERBEEK)
    until(second, BIERBEEK, "Leuven")
    first.page.evaluate("regiekaart.planner.forget()")
    second.page.locator(".scenarios .soft").filter(has_text="hier staan ze nog").wait_for()
    assert group_of(second, BIERBEEK) == "Leuven"
    assert group_of(first, BIERBEEK) == UNKNOWN


def downloaded(opened, words):
    with opened.page.expect_download() as waiting:
        button(opened, words).click()
    return waiting.value


def test_a_saved_scenario_is_read_by_the_command_line(planning, tmp_path):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    file = downloaded(opened, "Bewaar als lijst (CSV)")
    assert file.suggested_filename == "scenario-scenario-1-2023-01-01.csv"
    path = tmp_path / "plan.csv"
    file.save_as(path)
    study = load_study(StudyChoice(cycle="2023", membership=path, boundaries="embedded"))
    assert (study.group_of == of_scenario(opened).group_of).all()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["gemeente"]: row for row in csv.DictReader(stream, delimiter=";")}
    assert rows["Bierbeek"]["bewijs"] == "aangenomen"
    assert rows["Bierbeek"]["bron"] == "scenario Scenario 1"


def test_a_list_is_loaded_as_a_scenario_and_a_wrong_one_is_not(planning):
    opened = planning()
    good = f"nis;regiegebied\n{BIERBEEK};Leuven\n{LEUVEN};Leuven\n"
    load = opened.page.locator("#plan-load")
    load.set_input_files({"name": "Plan B.csv", "mimeType": "text/csv", "buffer": good.encode()})
    opened.page.get_by_text("Plan B.csv is geladen als nieuw scenario: Plan B.").wait_for()
    assert group_of(opened, BIERBEEK) == "Leuven"
    assert opened.page.locator("#plan-scenario option").all_inner_texts() == [
        "Scenario 1",
        "Plan B",
    ]
    bad = f"nis;regiegebied\n99999;{IMAGE}\n{LEUVEN};geen\n"
    load.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": bad.encode("cp1252")})
    opened.page.get_by_text("x.csv is niet geladen:").wait_for()
    told = opened.text(".told")
    assert "regel 2: geen gemeente op deze dag: 99999" in told
    assert "regel 3: dit is geen naam van een regiegebied: geen" in told
    assert group_of(opened, BIERBEEK) == "Leuven"
    assert opened.complaints == []


def test_a_list_of_the_same_name_gets_another_and_what_is_worth_knowing_is_told(planning):
    opened = planning()
    text = f"nis;regiegebied;telefoon;tot\n{BIERBEEK};Leuven;016;2022-12-31\n{LEUVEN};Leuven;;\n"
    load = opened.page.locator("#plan-load")
    for name in ("Plan B", "Plan B (2)"):
        load.set_input_files({"name": "Plan B.csv", "mimeType": "", "buffer": text.encode()})
        opened.page.get_by_text(f"is geladen als nieuw scenario: {name}.").wait_for()
    assert "Niet gebruikte kolommen: telefoon." in opened.text(".told")
    told = "Hun rij geldt niet op deze dag, volgens haar datums: 1 (Bierbeek)."
    assert told in opened.text(".told")
    # Who left one region may be in another: of this day the row says nothing.
    assert group_of(opened, BIERBEEK) == UNKNOWN


SLOW = """(names) => {
  let read;
  window.goOn = () => read(new TextEncoder().encode("nis;regiegebied\\n24011;Leuven\\n").buffer);
  window.told = [];
  const arrayBuffer = () => new Promise((done) => { read = done; });
  const file = (name, size) => ({ name, size, arrayBuffer });
  window.loads = names.map(([name, size]) =>
    regiekaart.plannerFiles.loadCsv(file(name, size), (text) => window.told.push(text)));
}"""


def test_one_file_is_read_at_a_time_and_one_that_is_too_large_is_not_read(planning):
    opened = planning()
    names = [["reus.csv", 2_000_001], ["een.csv", 40], ["twee.csv", 40]]
    opened.page.evaluate(SLOW, names)
    assert opened.page.evaluate("told") == ["Bezig met lezen van een.csv …"]
    opened.page.evaluate("goOn()")
    large, first, second = opened.page.evaluate("Promise.all(loads)")
    assert "groter dan 2 MB" in large["wrong"][0]
    assert first["told"] == "een.csv is geladen als nieuw scenario: een."
    assert second["told"].startswith("twee.csv is niet gelezen")
    assert opened.page.evaluate("regiekaart.planner.store().all.length") == 2


def test_a_list_that_is_read_while_another_day_is_chosen_is_not_put_there(planning):
    opened = planning()
    opened.page.evaluate(SLOW, [["een.csv", 40]])
    opened.choose("moment", opened.page.evaluate("String(regiekaart.data.moments.length - 1)"))
    opened.page.evaluate("goOn()")
    (found,) = opened.page.evaluate("Promise.all(loads)")
    assert "andere dag" in found["wrong"][0]
    assert opened.page.evaluate("regiekaart.planner.store().all.length") == 1


def test_the_map_of_a_scenario_is_saved_as_svg_and_as_png(planning):
    opened = planning()
    aim(opened, "Leuven")
    click(opened, BIERBEEK)
    svg = downloaded(opened, "Kaart als SVG").path().read_text(encoding="utf-8")
    root = ET.fromstring(svg)  # noqa: S314 - the page made it
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Scenario: Scenario 1" in texts
    assert any("met 191 gemeenten" in text for text in filter(None, texts))
    assert any("denkoefening" in text for text in texts)
    assert any(text.startswith("Leuven") and text.endswith("(2)") for text in texts)
    with Image.open(downloaded(opened, "Kaart als PNG").path()) as picture:
        assert picture.width == 2400
        assert len(picture.convert("RGB").getcolors(1_000_000)) > 50
    assert opened.outside == []
    assert opened.complaints == []


# For everyone


def test_fiction_stays_fiction_in_what_is_saved(planning):
    opened = planning(page_of(example=True))
    text = opened.page.evaluate("regiekaart.plannerFiles.csv()")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert {row["opmerking"] for row in rows} == {"Fictief voorbeeld"}
    assert "FICTIEF VOORBEELD" in opened.page.evaluate("regiekaart.plannerFiles.svgText('')")


def test_hostile_names_are_text_in_the_planner_and_in_its_files(planning):
    opened = planning(hostile_page())
    aim(opened, IMAGE)
    assert opened.text(".plan-region h3") == IMAGE
    for words in ("Alle regiegebieden", "Dekking per provincie en referentieregio"):
        unfold(opened, words)
    svg = opened.page.evaluate("regiekaart.plannerFiles.svgText('')")
    root = ET.fromstring(svg)  # noqa: S314 - the page made it
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith("<img src=x") for text in filter(None, texts))
    assert opened.page.evaluate("window.broken") is None
    assert opened.page.locator(".planner img, .planner script").count() == 0
    assert SCRIPT in opened.text("#plan-target")
    assert opened.complaints == []


def test_the_planner_speaks_both_languages(planning):
    opened = planning()
    aim(opened, "Leuven")
    opened.page.locator("#languages button").nth(1).click()
    assert opened.text("#plan-title") == "Planner"
    assert button(opened, "Undo").count() == 1
    row = coverage(study_of()).whole
    assert row.population.compact(EN, 2).split(" – ")[0].rstrip("%") in str(whole(opened))


@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_shut_out_of_the_planner(planning, width):
    opened = planning(width=width)
    aim(opened, "Leuven")
    click(opened, BIERBEEK) if width > 400 else None
    for words in ("Nieuw regiegebied", "Alle regiegebieden"):
        unfold(opened, words)
    for words in ("Kopieer tot nieuw scenario", "Verwijder scenario"):
        button(opened, words).click()
    assert opened.page.locator(".ask").is_visible()
    assert opened.page.evaluate("document.documentElement.scrollWidth") == width
    if width > 400:
        # Beside the map the panel scrolls, and not the page.
        assert opened.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    found = opened.axe()
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
