"""Names of municipalities as people write them, and names that are something else."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.flanders import history
from regiekaart.facts.names import normalise
from regiekaart.facts.other_names import other_names
from regiekaart.facts.places import places
from regiekaart.facts.unknown_names import wrong_name
from regiekaart.facts.written_names import all_names, codes_of, is_outside, lies_in, parts_of
from regiekaart.scheme.flanders import PROVINCE

NAMES = sorted({name for _nis, name in history().name_pairs()})
TODAY = history().at(date(2023, 1, 1))


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("St-Niklaas", "Sint-Niklaas"), ("SINT-NIKLAAS", "Sint-Niklaas"),
        ("Haan (De)", "De Haan"), ("Haan, De", "De Haan"), ("Den Haan", "De Haan"),
        ("Pinte (De)", "De Pinte"), ("Heist o/d Berg", "Heist-op-den-Berg"),
        ("Stad Gent", "Gent"), ("Gemeente Kapellen", "Kapellen"), ("OCMW Gent", "Gent"),
        ("Stad en OCMW Gent", "Gent"), ("gemeente & OCMW De Panne", "De Panne"),
        ("Lokaal bestuur Mol", "Mol"), ("Gent (stad)", "Gent"), ("Stad Anvers", "Antwerpen"),
        ("Kapellen (Antwerpen)", "Kapellen"), ("Kapellen (prov. Antwerpen)", "Kapellen"),
        ("Nieuwerkerken (Limburg)", "Nieuwerkerken"), ("De Panne (W.-Vl.)", "De Panne"),
        ("Halle (Halle-Vilvoorde)", "Halle"), ("Leuven (24062)", "Leuven"),
        ("Anvers", "Antwerpen"), ("Gand", "Gent"), ("MALINES", "Mechelen"), ("Louvain", "Leuven"),
        ("Saint Trond", "Sint-Truiden"), ("Looz", "Borgloon"), ("Léau", "Zoutleeuw"),
        ("Renaix (Oost-Vlaanderen)", "Ronse"), ("Gheel", "Geel"), ("Antwerp", "Antwerpen"),
    ],
)  # fmt: skip
def test_a_name_is_understood_however_people_write_it(written, official):
    assert codes_of(written) == all_names().find(official) != ()


@pytest.mark.parametrize(
    "written",
    ["Gentt", "Lueven", "Kapellen (Limburg)", "Nieuwerkerken (Aalst)", "Halle (Zoersel)", "Berchem",
     "Stad", "OCMW", "Gent (blabla)", "Brussel", "()", "Regio Gent", "Gent en omgeving", ""],
)  # fmt: skip
def test_a_name_that_is_not_sure_is_not_understood(written):
    assert codes_of(written) == ()


@given(st.sampled_from(NAMES), st.sampled_from(["Stad {}", "Gemeente {}", "OCMW {}", "{} (stad)"]))
def test_what_stands_around_a_name_does_not_change_it(name, around):
    assert codes_of(around.format(name)) == all_names().find(name)


@given(st.sampled_from(history().units))
def test_the_province_behind_a_name_is_never_taken_for_another_place(unit):
    assert unit.nis in codes_of(f"{unit.name} ({unit.parts[PROVINCE]})")


@given(st.text(max_size=30))
def test_any_text_is_looked_up_without_trouble(text):
    assert isinstance(codes_of(text), tuple)
    assert wrong_name(text, TODAY)[0].nl


def test_no_deelgemeente_is_taken_for_the_municipality_that_has_its_name():
    """A place with its municipality behind it is that place: Nieuwerkerken (Aalst) is no member."""
    past, taken = history(), []
    start = past.vintages["2012"]
    for place in places():
        base = re.sub(r" \(.*\)$", "", place.name)
        found = codes_of(place.name) if base != place.name else ()
        home = {place.nis_2018} | {past.successor(place.nis_2018, start, day) for day in past.waves}
        taken += [place.name] if set(found) - home else []
    assert taken == []


def test_an_other_name_is_no_official_one_and_no_deelgemeente():
    official = {normalise(name) for name in NAMES}
    for key, meant in other_names().items():
        assert key not in official
        assert parts_of(key) == ()
        assert meant in NAMES or meant == ""
        assert is_outside(key) == (meant == "")


def test_where_a_municipality_lies_is_known_of_all_of_them():
    assert {nis for nis, _name in history().name_pairs()} == set(lies_in())


@pytest.mark.parametrize(
    ("written", "said", "meant"),
    [
        ("Ekeren", "deelgemeente van Antwerpen", "Antwerpen"),
        ("Ekeren (Antwerpen)", "deelgemeente van Antwerpen", "Antwerpen"),
        ("district Deurne (Antwerpen)", "deelgemeente van Antwerpen", "Antwerpen"),
        ("Nieuwerkerken (Aalst)", "deelgemeente van Aalst", "Aalst"),
        ("Berchem", "deelgemeente van Antwerpen en van Kluisbergen", None),
        ("Landegem", "deelgemeente van Deinze", "Deinze"),
        ("Brussel", "geen Vlaamse gemeente", None),
        ("Kapellen (Limburg)", "Kapellen ligt in Antwerpen", None),
        ("Gent (zie nota)", "niet in zie nota", "Gent"),
        ("Gentt", "onbekende gemeente: Gentt", "Gent"),
        ("Hale", "lijkt op", "Halle"),
        ("xyzzy", "onbekende gemeente: xyzzy", None),
    ],
)
def test_what_a_name_is_instead_is_explained_with_what_was_meant(written, said, meant):
    message, likely = wrong_name(written, TODAY)
    assert said in message.nl
    assert likely == meant


def test_a_slip_beside_a_good_code_is_the_name_of_that_code():
    assert wrong_name("Hallen", TODAY, coded="23027")[1] == "Halle"
    assert wrong_name("Hallen", TODAY, coded="71020")[1] == "Halen"
