"""Names and codes as people write them."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.names import NameIndex, clean_code, normalise
from regiekaart.paths import shipped_data


@pytest.fixture(scope="module")
def municipalities() -> list[tuple[str, str]]:
    table = shipped_data() / "tables" / "municipalities.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        return [(row["nis"], row["name"]) for row in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def index(municipalities) -> NameIndex:
    return NameIndex(municipalities)


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("St.-Niklaas", "Sint-Niklaas"),
        ("Sint Niklaas", "Sint-Niklaas"),
        ("SINT-NIKLAAS", "Sint-Niklaas"),
        ("St Niklaas", "Sint-Niklaas"),
        ("St.Niklaas", "Sint-Niklaas"),
        ("SintNiklaas", "Sint-Niklaas"),
        ("Sint\u2011Niklaas", "Sint-Niklaas"),
        ("Sint\u2013Niklaas", "Sint-Niklaas"),
        ("Puurs - St.-Amands", "Puurs-Sint-Amands"),
        ("Heist o/d Berg", "Heist-op-den-Berg"),
        ("Heist o. d. Berg", "Heist-op-den-Berg"),
        ("Heist op den berg", "Heist-op-den-Berg"),
        ("Kapelle o/d Bos", "Kapelle-op-den-Bos"),
        ("O.-L.-V.-Waver", "Onze-Lieve-Vrouw-Waver"),
        ("O.L.Vrouw-Waver", "Onze-Lieve-Vrouw-Waver"),
        ("OLV Waver", "Onze-Lieve-Vrouw-Waver"),
        ("Bergen a/d Zee", "Bergen aan de Zee"),
        ("'s-Gravenvoeren", "s Gravenvoeren"),
        ("’s Gravenvoeren", "'s-Gravenvoeren"),
        ("Ste.-Katelijne-Waver", "Sint-Katelijne-Waver"),
        ("Liège", "LIEGE"),
        ("Lie\u0300ge", "Liège"),
        ("\ufeffAalst\u200b\u00a0", "aalst"),
        ("Ĳzer", "IJzer"),
    ],
)
def test_spellings_of_one_name_are_the_same(written, official):
    assert normalise(written) == normalise(official)


def test_a_name_without_letters_or_digits_normalises_to_nothing():
    assert normalise(" -./' ") == ""


def test_a_word_that_merely_begins_with_st_is_not_an_abbreviation():
    assert normalise("Staden") == "staden"


def test_different_names_of_municipalities_never_become_one(municipalities):
    names = defaultdict(set)
    for _, name in municipalities:
        names[normalise(name)].add(name)
    assert [found for found in names.values() if len(found) > 1] == []


def test_every_municipality_is_found_under_its_own_name(municipalities, index):
    assert all(code in index.find(name) for code, name in municipalities)


def test_a_name_that_a_merger_kept_stands_for_both_codes(index):
    assert len(index.find("tielt")) == 2
    assert len(index.find("AALTER")) == 2


def test_a_code_that_comes_twice_with_one_name_is_given_once():
    assert NameIndex([("1", "Mol"), ("1", "Mol"), ("1", "MOL")]).find("mol") == ("1",)


@pytest.mark.parametrize("nothing", ["", "  ", "-", "Parijs", "Nieuwerkerken (Aalst)"])
def test_a_name_that_fits_nothing_is_not_found(index, nothing):
    assert index.find(nothing) == ()


@pytest.mark.parametrize(
    ("mistake", "meant"),
    [
        ("Den Haan", "De Haan"),
        ("Antwrepen", "Antwerpen"),
        ("Sint-Niklass", "Sint-Niklaas"),
        ("Moll", "Mol"),
        ("Beveren-Waas", "Beveren"),
        ("Heist o/d Bergh", "Heist-op-den-Berg"),
        ("Dendermonde (stad)", "Dendermonde"),
        ("Stad Gent", "Gent"),
        ("gemeente Mol", "Mol"),
        ("Nieuwerkerken (Aalst)", "Nieuwerkerken"),
    ],
)
def test_the_nearest_name_is_suggested_first(index, mistake, meant):
    assert index.find(mistake) == ()
    assert index.nearest(mistake)[0] == meant


@pytest.mark.parametrize("far", ["", "Parijs", "xyzzy", "totaal Vlaams Gewest", "12345"])
def test_nothing_is_suggested_when_nothing_is_near(index, far):
    assert index.nearest(far) == ()


def test_the_number_of_suggestions_is_limited(index):
    assert len(index.nearest("Genk")) <= 3
    assert len(index.nearest("Genk", limit=1)) == 1


def test_a_name_of_a_merged_and_a_new_municipality_is_suggested_once(index):
    assert index.nearest("Tielt.").count("Tielt") == 1


def test_an_empty_index_finds_and_suggests_nothing():
    empty = NameIndex([])
    assert empty.find("Mol") == empty.nearest("Mol") == ()


@given(st.text())
def test_any_text_can_be_normalised_and_looked_up(text):
    once = normalise(text)
    assert all(letter.isalnum() for letter in once)
    assert isinstance(NameIndex([("1", "Mol")]).nearest(text), tuple)


@pytest.mark.parametrize(
    "written",
    [
        "11002",
        " 11002 ",
        "11002.0",
        "11002.00",
        "'11002",
        "’11002",
        "11 002",
        "11\u00a0002",
        "11\u202f002",
        "11.002",
        "\ufeff11002\u200b",
        "\t11002\r\n",
    ],
)
def test_a_code_is_recognised_however_it_is_written(written):
    assert clean_code(written) == "11002"


def test_a_code_keeps_its_leading_zero():
    assert clean_code("01234") == "01234"


@pytest.mark.parametrize(
    "other",
    [
        "",
        "1002",
        "110020",
        "1102",
        "11002.5",
        "11002.0.0",
        "1.1002",
        "110.02",
        "-11002",
        "11002a",
        "1e4",
        "NIS 11002",
        "١١٠٠٢",
        "１１００２",
        "²1002",
        "11002 11004",
        "Antwerpen",
    ],
)
def test_anything_else_is_no_code(other):
    assert clean_code(other) is None


@given(st.text())
def test_a_code_is_five_digits_or_none(text):
    code = clean_code(text)
    assert code is None or (len(code) == 5 and code.isascii() and code.isdigit())
