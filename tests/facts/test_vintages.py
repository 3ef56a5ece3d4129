import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.flanders import history
from regiekaart.facts.vintages import (
    difference,
    recognise,
    recognise_names,
    stray_words,
    vintage_words,
)

PAST = history()
VINTAGES = list(PAST.vintages)


def codes(vintage):
    return PAST.at(PAST.vintages[vintage]).codes


def names(vintage):
    return [m.name for m in PAST.at(PAST.vintages[vintage]).units]


@pytest.mark.parametrize("vintage", VINTAGES)
def test_a_whole_vintage_is_recognised_by_codes_and_by_names(vintage):
    for found in (recognise(codes(vintage)), recognise_names(names(vintage))):
        assert found.vintage == vintage
        assert found.exact
        assert found.fits == (vintage,)
        assert not found.missing
        assert not found.strays


def test_a_short_list_may_fit_in_every_vintage():
    found = recognise(["44021", "24062"])
    assert found.fits == ("2012", "2019", "2025")
    assert found.vintage == "2025"
    assert not found.mixed


def test_a_mixed_set_says_which_codes_do_not_fit_and_what_became_of_them():
    mixed = [*(c for c in codes("2019") if c != "44083"), "44011", "44049", "71072"]
    found = recognise(mixed)
    assert found.mixed
    assert found.vintage == "2019"
    assert found.missing == ("44083",)
    assert [(s.nis, s.became) for s in found.strays] == [
        ("44011", ("44083",)),
        ("44049", ("44083",)),
        ("71072", ("71022", "73040")),
    ]
    assert stray_words(found.strays[0]).nl == (
        "44011 Deinze bestond tot 31 december 2018 en is nu deel van 44083 Deinze"
    )
    assert stray_words(found.strays[2]).nl == (
        "71072 Hasselt bestaat sinds 1 januari 2025 uit 71022 Hasselt en 73040 Kortessem"
    )


def test_codes_from_elsewhere_are_told_apart():
    found = recognise([*codes("2025"), "21004", "99999"])
    assert found.vintage == "2025"
    assert found.unknown == ("21004", "99999")
    assert not found.exact


def test_names_that_stand_for_two_codes_do_not_confuse_the_vintage():
    found = recognise_names(["Tielt", "Wingene", "Hasselt", "Kortessem", "Ruiselede"])
    assert found.vintage == "2019"
    assert not found.strays
    assert recognise_names(["Tielt", "Hasselt", "Pajottegem"]).vintage == "2025"
    assert recognise_names(["Deinze", "Nevele"]).vintage == "2012"


def test_a_name_that_is_none_is_unknown():
    assert recognise_names(["Gent", "Atlantis"]).unknown == ("Atlantis",)


def test_the_difference_of_two_vintages_is_explained_by_mergers_alone():
    forwards = difference(codes("2012"), codes("2019"))
    assert len(forwards.merged) == 7
    assert not forwards.only_first
    assert not forwards.only_second
    assert difference(codes("2019"), codes("2012")) == forwards
    later = difference(codes("2019"), codes("2025"))
    assert len(later.merged) == 13
    assert later.merged["11002"] == ("11002", "11007"), "Antwerpen keeps its code"
    assert not later.only_first
    assert not later.only_second


def test_what_no_merger_explains_is_left_over():
    found = difference(["44011", "44021"], ["44083", "11001"])
    assert found.merged == {}, "Nevele is not there"
    assert found.only_first == ("44011", "44021")
    assert found.only_second == ("11001", "44083")


def test_the_words_of_each_vintage():
    assert [vintage_words(v).nl for v in VINTAGES] == [
        "de 308 gemeenten tot 2018",
        "de 300 gemeenten van 2019-2024",
        "de 285 gemeenten sinds 2025",
    ]


every_code = st.sets(st.sampled_from(sorted({m.nis for m in PAST.units})))


@given(every_code)
def test_every_code_is_in_the_vintage_or_told_as_a_stray(some):
    found = recognise(some)
    expected = set(codes(found.vintage))
    assert {s.nis for s in found.strays} == some - expected
    assert set(found.missing) == expected - some
    for stray in found.strays:
        assert set(stray.became) <= expected


@given(every_code, every_code)
def test_a_difference_accounts_for_every_code(first, second):
    found = difference(first, second)
    explained = {n for new, olds in found.merged.items() for n in (new, *olds)}
    assert first - second <= explained | set(found.only_first)
    assert second - first <= explained | set(found.only_second)
    assert not explained & (set(found.only_first) | set(found.only_second))
