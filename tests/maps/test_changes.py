"""The page of what changed: every municipality by its fate, whichever two studies are compared."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from matplotlib.text import Text

from merging import PAIRS, PAST, later
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.change import compare
from regiekaart.facts.membership import Evidence
from regiekaart.language import EN, NL
from regiekaart.maps.changes import comparison_page, fate_styles
from regiekaart.maps.page import draw_page
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.palette import palette
from regiekaart.maps.shapes import Land
from regiekaart.maps.theme import PLAIN
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.change_fates import SAME, Fate, fate_words, fates
from tiny import grid_study

THEN, NOW = date(2020, 1, 1), date(2023, 1, 1)
LINES = 2


def then(regions, outside=()):
    return grid_study(regions, outside=outside, day=THEN)


def now(regions, outside=(), **settings):
    return grid_study(regions, outside=outside, day=NOW, **settings)


def page(before, after, language=NL, past=None):
    return comparison_page(before, after, language, PLAIN, past)


def shown(spec):
    """Return the units of each fill by its legend, checked: one legend entry for each fill."""
    entries = spec.legend[:-LINES]
    assert [e.style for e in entries] == [p.style for p in spec.patches]
    assert [e.detail for e in entries] == [str(len(p.units)) for p in spec.patches]
    assert sorted(u for p in spec.patches for u in p.units) == list(range(len(spec.units)))
    return {e.label: p.units for e, p in zip(entries, spec.patches, strict=True)}


def counts(spec):
    return {label: len(units) for label, units in shown(spec).items()}


def places(*numbers):
    return tuple(n - 1 for n in numbers)


def test_each_municipality_is_filled_by_what_became_of_it():
    before = then({1: "A", 2: "A", 3: "A"}, outside=(5, 6, 8))
    after = now({1: "A", 2: "B", 4: "A", 5: "A"}, outside=(3, 7, 8))
    assert shown(page(before, after)) == {
        "toegetreden": places(5),
        "uitgetreden": places(3),
        "van regiegebied veranderd": places(2),
        "lid, voorheen onbekend": places(4),
        "geen lid, voorheen onbekend": places(7),
        "onbekend, voorheen geen lid": places(6),
        "gebleven": places(1),
        "geen lid, ook voorheen niet": places(8),
        "onbekend, ook voorheen": places(9),
    }


def test_another_name_alone_and_a_member_who_is_no_longer_known():
    spec = page(then({1: "X", 2: "X", 3: "X", 4: "Z"}), now({1: "Y", 2: "Y", 3: "Y"}))
    assert "Mogelijk alleen hernoemd: X → Y." in spec.subtitle
    found = shown(spec)
    assert found["misschien alleen een andere naam"] == places(1, 2, 3)
    assert found["onbekend, voorheen lid"] == places(4)


def inferred(study):
    """Return the study with memberships of which none is documented for its own day."""
    said = tuple(
        replace(m, rows=tuple(replace(row, evidence=Evidence.INFERRED) for row in m.rows))
        for m in study.memberships
    )
    again = replace(study, memberships=said)
    again.__dict__.update({k: study.__dict__[k] for k in ("boundaries", "neighbours")})
    return again


def test_who_stayed_by_the_same_source_alone_is_told_apart():
    regions = {1: "A", 2: "A"}
    found = shown(page(then(regions), inferred(now(regions))))
    assert found["overgenomen (dezelfde bron)"] == places(1, 2)
    # Complete lists say themselves that somebody stayed.
    rest = (3, 4, 5, 6, 7, 8, 9)
    found = shown(page(then(regions, rest), inferred(now(regions, rest))))
    assert found["gebleven"] == places(1, 2)


def test_from_late_to_early_nobody_is_said_to_join_or_leave():
    late = now({1: "A", 2: "A", 3: "A"}, outside=(5, 6, 7, 8, 9))
    early = then({1: "A", 2: "B", 4: "A", 5: "A"}, outside=(3, 6, 8, 9))
    spec = page(late, early)
    assert shown(spec) == {
        "lid, later niet": places(5),
        "geen lid, later wel": places(3),
        "lid, later in een ander gebied": places(2),
        "lid, later onbekend": places(4),
        "onbekend, later geen lid": places(7),
        "lid, ook later": places(1),
        "geen lid, ook later niet": places(6, 8, 9),
    }
    assert "toegetreden" not in spec.alt.lower()
    assert spec.title == "Terug van 1 januari 2023 naar 1 januari 2020"
    assert spec.subtitle.startswith("De vergelijking gaat terug in de tijd.")


def test_two_lists_of_one_day_are_called_lists():
    rest = (5, 6, 7, 8, 9)
    spec = page(
        now({1: "A", 2: "A", 3: "A"}, (4, *rest)), now({1: "A", 2: "A", 4: "A"}, (3, *rest))
    )
    assert counts(spec) == {
        "lid, op lijst 1 niet": 1,
        "geen lid, op lijst 1 wel": 1,
        "lid, ook op lijst 1": 2,
        "geen lid, ook op lijst 1 niet": 5,
    }
    assert [line.partition(":")[0] for line in spec.footer[1:]] == [
        "Lijst 1 (1 januari 2023)", "Lijst 2 (1 januari 2023)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("region_of_both", "outside", "word"),
    [
        ({2: "B"}, (), "lid, fusie: delen verschilden"),
        ({}, (2,), "geen lid, fusie: delen verschilden"),
        ({}, (), "onbekend, fusie: delen verschilden"),
    ],
)
def test_a_merger_whose_parts_differed_neither_stayed_nor_joined(region_of_both, outside, word):
    spec = page(then({1: "A", 2: "B"}), later(region_of_both, outside=outside), past=PAST)
    assert shown(spec)[word] == (7,)
    assert "verschilt: Plaats 12." in spec.subtitle


def test_before_a_merger_each_of_its_parts_is_shown_as_it_was():
    spec = page(later({2: "B"}), then({1: "A"}, outside=(2,)), past=PAST)
    assert shown(spec)["lid, later fusie met verschil"] == places(1)
    assert shown(spec)["geen lid, later fusie met verschil"] == places(2)
    assert "tellen de gemeenten van 1 januari 2025, de legende die van 1 januari 2020" in spec.alt


def test_a_merger_of_parts_that_agree_stays_what_it_was():
    spec = page(then({1: "A", 2: "A"}), later({2: "A"}), past=PAST)
    assert counts(spec) == {"gebleven": 1, "onbekend, ook voorheen": 7}


def test_a_page_on_which_nothing_changed_says_so():
    rest = (3, 4, 5, 6, 7, 8, 9)
    spec = page(then({1: "A", 2: "A"}, rest), now({1: "A", 2: "A"}, rest))
    assert "Er veranderde niets: van elke gemeente is beide keren hetzelfde gezegd." in spec.alt
    spec = page(then({1: "A", 2: "A"}), now({1: "A", 2: "A"}))
    assert "Er veranderde niets" not in spec.alt
    assert "er is geen verandering te zien" in spec.alt
    spec = page(then({1: "A", 2: "A"}), now({1: "A", 2: "A"}), EN)
    assert "no change is seen" in spec.subtitle


@pytest.mark.parametrize("which", [0, 1])
def test_fiction_on_either_side_is_marked(which):
    pair = [grid_study({1: "A"}, day=d, fictional=n == which) for n, d in enumerate((THEN, NOW))]
    spec = page(*pair)
    assert spec.warning == "FICTIEF VOORBEELD"
    assert spec.alt.startswith("FICTIEF VOORBEELD. ")
    assert page(then({1: "A"}), now({1: "A"})).warning == ""


def test_the_page_names_both_days_and_the_sources_of_both():
    spec = page(then({1: "A"}), now({1: "A", 2: "B"}, outside=(3, 4, 5, 6, 7, 8, 9)))
    assert spec.title == "Wat veranderde tussen 1 januari 2020 en 1 januari 2023"
    assert spec.legend_title == "Gemeenten van 1 januari 2023"
    assert spec.footer[1:] == (
        (
            "1 januari 2020: lidmaatschap: rooster: 1 gedocumenteerd; wie er niet op staat, is "
            "onbekend. Bevolking: Statbel, 1 januari 2023."
        ),
        (
            "1 januari 2023: lidmaatschap: rooster: 2 gedocumenteerd; volledige lijst. "
            "Bevolking: Statbel, 1 januari 2023."
        ),
    )
    english = page(then({1: "A"}), now({1: "A", 2: "B"}), EN)
    assert english.title == "What changed between 1 January 2020 and 1 January 2023"
    assert english.footer[1].startswith("1 January 2020: membership: grid: 1 documented; who is")


def test_the_series_has_the_page_against_the_cycle_before():
    rest = (4, 5, 6, 7, 8, 9)
    study = now({1: "A", 2: "A"}, (3, *rest), before=then({1: "A", 3: "A"}, (2, *rest)))
    spec = next(p for p in PageMaker(study, NL, PLAIN).pages() if p.id == "flanders-change")
    assert shown(spec)["toegetreden"] == places(2)
    assert shown(spec)["uitgetreden"] == places(3)
    assert spec.page_number


@given(PAIRS)
def test_whatever_changed_each_municipality_has_the_one_fate_that_fits_it(pair):
    change = compare(*pair, PAST)
    found = fates(change)
    shown(page(*pair, past=PAST))
    for state, fate in zip(change.after.group_of.tolist(), found, strict=True):
        said = fate_words(change)[fate].en
        if state == UNKNOWN:
            assert said.startswith("unknown")
        elif state == OUTSIDE:
            assert said.startswith(("left", "not a member"))
        else:
            assert not said.startswith(("left", "not", "unknown"))
    if not change.ground.backwards:
        assert found.count(Fate.JOINED) == len(change.joined)
        assert found.count(Fate.LEFT) == len(change.left)
        assert found.count(Fate.MOVED) + found.count(Fate.RENAMED) == len(change.moved)
        became = Fate.MEMBER_UNKNOWN_BEFORE, Fate.OUTSIDE_UNKNOWN_BEFORE
        assert sum(map(found.count, became)) == len(change.became_known)
    if set(found) <= set(SAME):
        assert not change.joined + change.left + change.moved + change.split


SHIPPED = {
    ("2017", "2020"): {
        "van regiegebied veranderd": 7, "lid, voorheen onbekend": 90,
        "onbekend, voorheen lid": 5, "gebleven": 27, "overgenomen (dezelfde bron)": 62,
        "onbekend, ook voorheen": 109,
    },
    ("2020", "2023"): {
        "misschien alleen een andere naam": 3, "lid, voorheen onbekend": 8,
        "onbekend, voorheen lid": 4, "gebleven": 37, "overgenomen (dezelfde bron)": 142,
        "onbekend, ook voorheen": 106,
    },
    ("2017", "2023"): {
        "van regiegebied veranderd": 7, "lid, voorheen onbekend": 95,
        "onbekend, voorheen lid": 6, "gebleven": 33, "overgenomen (dezelfde bron)": 55,
        "onbekend, ook voorheen": 104,
    },
    ("2023", "2017"): {
        "lid, later in een ander gebied": 7, "lid, later onbekend": 6, "onbekend, later lid": 100,
        "lid, ook later": 33, "overgenomen (dezelfde bron)": 57, "onbekend, ook later": 105,
    },
    ("2023", "2020"): {
        "misschien alleen een andere naam": 3, "lid, later onbekend": 4, "onbekend, later lid": 8,
        "lid, ook later": 37, "overgenomen (dezelfde bron)": 142, "onbekend, ook later": 106,
    },
}  # fmt: skip


@pytest.mark.parametrize("cycles", SHIPPED, ids=" ".join)
def test_the_cycles_that_ship(cycles):
    studies = [load_study(StudyChoice(cycle=c, boundaries="embedded")) for c in cycles]
    assert counts(page(*studies)) == SHIPPED[cycles]


def at(day, cycle="2023"):
    return load_study(StudyChoice(cycle=cycle, date=day, boundaries="embedded"))


def test_the_mergers_of_2025_are_told_as_they_are():
    early, late = at(NOW), at(date(2025, 1, 1))
    units = shown(page(early, late))["onbekend, fusie: delen verschilden"]
    names = {"Antwerpen", "Bilzen-Hoeselt", "Hasselt", "Lochristi", "Tongeren-Borgloon"}
    assert {late.names[i] for i in units} == names
    back = shown(page(late, early))
    assert {early.names[i] for i in back["lid, later fusie met verschil"]} >= {
        "Antwerpen", "Borsbeek",
    }  # fmt: skip
    assert sum(map(len, back.values())) == 300


def test_the_mergers_of_2019_changed_nothing_that_is_known():
    spec = page(at(date(2018, 12, 31), "2017"), at(date(2019, 1, 1), "2017"))
    assert set(counts(spec)) <= {
        "gebleven", "overgenomen (dezelfde bron)", "onbekend, ook voorheen",
    }  # fmt: skip
    assert "er is geen verandering te zien" in spec.subtitle
    assert spec.subtitle.endswith("Fusies: 15 gemeenten werden er 7.")


def test_two_complete_lists_over_the_mergers_of_2025(tmp_path):
    old = "gemeente;regiegebied\nGent;Gent\nBree;Kempen\nPelt;Kempen\nLokeren;Waas\nMoerbeke;Waas\n"
    new = "gemeente;regiegebied\nGent;Gent\nPeer;Kempen\nPelt;Noord\nLokeren;Waas\nHasselt;Zuid\n"
    studies = []
    for name, words, day in (("oud", old, THEN), ("nieuw", new, date(2025, 1, 1))):
        path = tmp_path / f"{name}.csv"
        path.write_text(words, encoding="utf-8")
        choice = StudyChoice(date=day, membership=path, complete=True, boundaries="embedded")
        studies.append(load_study(choice))
    spec = page(*studies)
    named = {k: {studies[1].names[i] for i in units} for k, units in shown(spec).items()}
    assert len(named.pop("geen lid, ook voorheen niet")) == 279
    assert named == {
        "toegetreden": {"Peer", "Hasselt"},
        "uitgetreden": {"Bree"},
        "van regiegebied veranderd": {"Pelt"},
        "gebleven": {"Gent", "Lokeren"},
    }


@pytest.mark.parametrize("language", [NL, EN], ids=lambda each: each.code)
@pytest.mark.parametrize("days", [(THEN, NOW), (NOW, THEN), (NOW, NOW)], ids=str)
def test_no_word_of_the_legend_is_cut_off(language, days):
    before, after = (grid_study({1: "A", 2: "A"}, day=day) for day in days)
    spec = page(before, after, language)
    words = [language.say(text) for text in fate_words(compare(before, after)).values()]
    entries = tuple(replace(spec.legend[0], label=word, detail="285") for word in words)
    wide = replace(spec, legend=(*entries, *spec.legend[-LINES:]))
    # As wide as Flanders: the legend stands below, where its columns are narrowest.
    land = load_study(StudyChoice(cycle="2023", boundaries="embedded"))
    wide = replace(wide, units=tuple(range(300)), patches=(), groups=(), parts=())
    drawn = draw_page(wide, land.names, Land(land.boundaries), PLAIN)
    texts = {text.get_text() for text in drawn.figure.findobj(Text)}
    assert set(words) <= texts


def grey(colour):
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_fates_are_apart_without_colours():
    styles = fate_styles(PageMaker(now({1: "A"}), NL, PLAIN))
    assert set(styles) == set(Fate)
    for one, other in combinations(styles.values(), 2):
        fills = abs(grey(one.fill) - grey(other.fill))
        assert one.hatch != other.hatch or fills > 10, (one, other)
        assert one.hatch or other.hatch or fills > 25, (one, other)
    used = {s.fill for s in styles.values()} | {s.hatch_colour for s in styles.values()} - {""}
    assert used <= set(palette(PLAIN))


def test_a_theme_with_the_fewest_colours_has_all_fates():
    maker = PageMaker(now({1: "A"}), NL, replace(PLAIN, groups=PLAIN.groups[:6]))
    assert len(set(fate_styles(maker).values())) == len(Fate)
