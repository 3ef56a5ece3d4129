"""The pages that show a result: what they fill and what their legends count."""

import pytest

from regiekaart.language import EN, NL
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

BIG = (40_000,) * 9
WEST_EAST = {k: "West" if k % 3 == 1 else "Oost" for k in range(1, 10)}


WHOLE = dict.fromkeys(range(1, 10), "Heel")


def page(study, identity, language=NL):
    pages = PageMaker(study, language, PLAIN).pages()
    return next(p for p in pages if p.id == identity)


def legend(spec):
    return {entry.label: entry.detail for entry in spec.legend}


def complete(regions, **settings):
    rest = tuple(k for k in range(1, 10) if k not in regions)
    return grid_study(regions, outside=rest, population=BIG, **settings)


def filled(spec):
    """Return the units that are filled; one that is filled twice comes twice."""
    return sorted(unit for patch in spec.patches for unit in patch.units)


def test_the_coverage_page_counts_the_three_values():
    spec = page(grid_study({1: "A", 2: "A"}, outside=(9,)), "flanders-coverage")
    found = legend(spec)
    assert found["lid van een regiegebied"] == "2"
    assert found["geen lid van een regiegebied"] == "1"
    assert found["lidmaatschap onbekend"] == "6"
    assert filled(spec) == list(range(9))


def test_the_fit_page_marks_the_offenders():
    study = complete({1: "A", 2: "A", 4: "A", 6: "B", 9: "B"}, reference=WEST_EAST)
    spec = page(study, "flanders-reference-fit")
    found = legend(spec)
    assert found["in orde"] == "1 regiegebied"
    assert found["heeft nog tijd"] == "1 regiegebied"
    assert found["buiten de eigen referentieregio"] == "1 gemeente"
    assert "A" in found
    assert "A ligt in meer dan één referentieregio." in spec.subtitle


def test_a_misfit_page_shows_the_region_its_reference_regions_and_the_offenders():
    study = complete({1: "A", 2: "A", 4: "A"}, reference=WEST_EAST)
    spec = page(study, "misfit-reference-region-a")
    assert spec.units == (0, 1, 3)
    assert legend(spec)["lid in West"] == "2"
    assert legend(spec)["lid in Oost"] == "1"
    assert spec.parts == ((0, 3, 6), (1, 2, 4, 5, 7, 8))
    assert [patch.units for patch in spec.patches if not patch.faint] == [(0, 3), (1,)]


def test_a_region_in_pieces_has_a_page_of_its_own():
    spec = page(complete({1: "A", 2: "A", 9: "A"}), "misfit-contiguity-a")
    assert [patch.units for patch in spec.patches if not patch.faint] == [(0, 1), (8,)]
    assert legend(spec)["ligt apart (1 stuk)"] == "1"


def test_no_page_for_what_cannot_be_said():
    study = grid_study({1: "A", 3: "A"}, population=BIG)
    assert not [p for p in PageMaker(study, NL, PLAIN).pages() if p.kind == "misfit"]


def test_the_page_of_the_missing_numbers_what_could_be_a_region():
    spec = page(complete({5: "A", 2: "A", 8: "A"}, reference=WHOLE), "flanders-missing")
    assert [units for _, units in spec.badges] == [(0, 3, 6), (2, 5, 8)]
    assert filled(spec) == list(range(9))


def test_the_agreements_page_says_what_is_unknown(study_2023):
    spec = page(study_2023, "flanders-agreements", EN)
    assert legend(spec)["unknown"] == "255"
    assert legend(spec)["signed"] == "45"
    assert filled(spec) == list(range(300))


def test_the_subsidy_page_names_each_region_with_its_amount(example):
    spec = page(example, "flanders-subsidy")
    assert legend(spec)["W13"] == "115.661"
    assert len(spec.badges) == 39


def test_a_page_names_its_theme_and_can_be_chosen_by_it(study_2023):
    maker = PageMaker(study_2023, NL, PLAIN)
    themes = {p.theme for p in maker.pages(["flanders"])}
    assert themes == {
        "membership", "coverage", "agreements", "reference-fit", "missing", "change", "subsidy",
    }  # fmt: skip
    (one,) = maker.pages(theme="agreements")
    assert one.id == "flanders-agreements"


def test_more_groups_than_can_be_read_are_in_no_legend():
    many = {unit: f"G{unit}" for unit in range(1, 10)}
    study = grid_study(many)
    few = PageMaker(study, NL, PLAIN).whole_page()
    assert [entry.label for entry in few.legend[:9]] == [f"G{unit}" for unit in range(1, 10)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("regiekaart.maps.pages.LISTED", 8)
        crowded = PageMaker(study, NL, PLAIN).whole_page()
    assert not any(entry.label.startswith("G") and entry.badge for entry in crowded.legend)
    assert crowded.badges == ()
    assert "9 regiegebieden passen niet in een legende: elk heeft een eigen kaart." in crowded.alt
    # The map itself shows them all.
    assert crowded.patches == few.patches
