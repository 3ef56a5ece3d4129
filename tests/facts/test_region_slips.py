"""Names of regions that look like a slip of the pen, and those that only look alike."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.errors import ProblemLog, Severity
from regiekaart.facts.flanders import history
from regiekaart.facts.listfile import ListFile
from regiekaart.facts.region_slips import is_slip, known_regions, tell_of_slips
from regiekaart.facts.unit_finder import Place
from regiekaart.scheme.flanders import REFERENCE_REGION

CYCLES = ("2017", "2020", "2023")
KNOWN = sorted({name for cycle in CYCLES for name in known_regions(cycle)})
REFERENCE = sorted(set(history().at(date(2023, 6, 1)).partitions[REFERENCE_REGION].values()))


def warned(*names, cycle="2023"):
    log = ProblemLog("lijst.csv")
    table = ListFile("lijst.csv", None, {"region": "regiegebied"}, ())
    places = [Place(table, row) for row in range(2, len(names) + 2)]
    tell_of_slips(names, places, cycle, log)
    assert all(notice.severity is Severity.WARNING for notice in log.notices)
    return [(n.row, n.column, n.value, n.suggestion) for n in log.notices]


def test_a_name_that_stands_once_beside_one_that_stands_often_is_told():
    assert warned(*["Netebos"] * 3, "Netebso") == [(5, "regiegebied", "Netebso", "Netebos")]


def test_two_names_that_stand_as_often_say_nothing_of_each_other():
    assert warned("Netebos", "Netebso") == []


def test_a_name_near_to_one_that_is_known_of_the_cycle_is_told_however_often_it_stands():
    assert warned("Haspengouv", "Haspengouv") == [(2, "regiegebied", "Haspengouv", "Haspengouw")]
    assert warned("Mechlen", cycle="2017") == [(2, "regiegebied", "Mechlen", "Mechelen")]
    assert warned("Mechlen", cycle="2023") == []


@pytest.mark.parametrize(
    ("name", "other"),
    [("Leuvn", "Leuven"), ("Lueven", "Leuven"), ("Regio Noord-Limbrug", "Regio Noord-Limburg"),
     ("HANDEL Samen en Sociaal", "HANDEL Samen & Sociaal"), ("Zuidekempn", "Zuiderkempen")],
)  # fmt: skip
def test_a_letter_or_two_make_a_slip(name, other):
    assert is_slip(name, other)


def test_two_spellings_of_one_name_are_no_slip():
    assert not is_slip("Werkkracht 10", "Werkkracht10")


@pytest.mark.parametrize(
    ("name", "other"),
    [("W12", "W13"), ("KIMA", "KINA"), ("Regio A", "Regio B"), ("Regio Gent", "Regio Genk"),
     ("Regio 1", "Regio 2"), ("Regio Oost", "Regio Noord"), ("Veurne", "Deurne"), ("Pelt", "Melt"),
     ("Werkkracht10", "Werkkracht11"), ("Noorderkempen", "Zuiderkempen"), ("Halle", "Malle")],
)  # fmt: skip
def test_names_that_only_look_alike_are_left_alone(name, other):
    assert not is_slip(name, other)


@given(st.lists(st.sampled_from(KNOWN + REFERENCE), max_size=60), st.sampled_from(CYCLES))
def test_real_regions_never_accuse_one_another(names, cycle):
    assert warned(*names, cycle=cycle) == []


def test_no_real_region_is_a_slip_for_another():
    pairs = product(KNOWN, KNOWN + REFERENCE)
    assert [pair for pair in pairs if is_slip(*pair)] == []


def test_thousands_of_regions_are_not_compared():
    assert warned(*(f"Regio{'x' * i}" for i in range(500))) == []
