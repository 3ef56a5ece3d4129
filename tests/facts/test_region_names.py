"""Names of regions on a list."""

import pytest

from regiekaart.errors import ProblemLog
from regiekaart.facts.listfile import ListFile, ListRow
from regiekaart.facts.region_names import MAX_NAME, one_spelling, wrong_region
from regiekaart.facts.unit_finder import Place


def spelled(*names):
    log = ProblemLog("lijst.csv")
    rows = tuple(ListRow(i, {"region": name}) for i, name in enumerate(names, start=2))
    table = ListFile("lijst.csv", None, {"region": "regiegebied"}, rows)
    return one_spelling(rows, [Place(table, row.number) for row in rows], log), log.notices


def test_names_of_signs_alone_are_not_one_region():
    assert spelled("-", "+", "", "W13", "w 13")[0] == ["-", "+", "", "W13", "W13"]
    assert spelled("-", "+")[1] == ()


def test_many_spellings_of_one_region_are_told_in_one_short_line():
    names = ["W13", *("W" + "-" * i + "13" for i in range(1, 60))]
    (notice,) = spelled(*names)[1]
    assert notice.message.nl.endswith(", …")
    assert notice.message.nl.count("rij") == 10


@pytest.mark.parametrize("name", ["geen", "-", "12/03/2023", "#N/B", "Vlaanderen", "onbekend"])
def test_what_is_no_name_is_refused(name):
    assert wrong_region(name) is not None


def test_a_name_has_a_length_that_can_be_read():
    assert wrong_region("a" * MAX_NAME) is None
    assert len(wrong_region("a" * (MAX_NAME + 1)).nl) < MAX_NAME
