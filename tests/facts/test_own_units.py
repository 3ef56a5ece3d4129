"""The tables of one's own units: nine squares that a person can see, and what can go wrong."""

from dataclasses import replace
from datetime import date

import pytest

from regiekaart import InputError, StudyChoice, load_study
from regiekaart.facts.membership import list_of
from regiekaart.facts.own_units import OwnUnits
from regiekaart.scheme.file import read_scheme
from regiekaart.study import OUTSIDE
from scheme_docs import write_down

DAY = date(2024, 1, 1)


@pytest.fixture
def folder(tmp_path):
    return write_down(tmp_path)


@pytest.fixture
def scheme(folder):
    return read_scheme(folder / "schoolkringen.toml")


def lines(folder, name, *changes):
    """Replace lines of a table, by number; the header is 1."""
    path = folder / name
    rows = path.read_text(encoding="utf-8").splitlines()
    for number, text in changes:
        rows[number - 1 : number] = [text]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def problems(made):
    with pytest.raises(InputError) as caught:
        made()
    return [(p.file, p.row, p.column, p.value) for p in caught.value.problems]


def test_the_squares_are_joined_to_a_study(folder):
    study = load_study(StudyChoice(scheme=folder / "schoolkringen.toml"))
    assert study.codes == tuple(f"w{k}" for k in range(1, 10))
    assert study.population.tolist() == [k * 1000 for k in range(1, 10)]
    assert study.partitions["part"].labels == ("Noord", "Zuid")
    assert [group.name for group in study.groups] == ["Markt", "Oever", "Poort"]
    assert study.group_of[5] == OUTSIDE
    assert len(study.neighbours) == 12
    assert study.boundaries.codes == study.codes


def test_without_a_table_neighbours_are_measured_and_a_corner_is_none(scheme):
    told = OwnUnits(scheme.units_from).neighbours(DAY)
    measured = OwnUnits(replace(scheme.units_from, neighbours=None)).neighbours(DAY)
    assert set(measured) == set(told)
    assert ("w1", "w5") not in measured


def test_all_that_is_wrong_in_the_table_of_units_is_told_with_its_rows(folder, scheme):
    lines(folder, "wijken.csv", (3, "w1,Nog eens,Zuid,no"), (4, "w3,,Zuid,no"),
          (5, "w4,Dam,Zuid,misschien"))  # fmt: skip
    assert problems(lambda: OwnUnits(scheme.units_from)) == [
        ("wijken.csv", 3, "code", "w1"), ("wijken.csv", 4, "name", ""),
        ("wijken.csv", 5, "special", "misschien"),
    ]  # fmt: skip


def test_a_table_without_a_column_says_which(folder, scheme):
    lines(folder, "wijken.csv", (1, "code,name,deel,special"))
    with pytest.raises(InputError, match=r"wijken\.csv: columns missing: part"):
        OwnUnits(scheme.units_from)


@pytest.mark.parametrize(
    ("row", "column"),
    [("w99,2024,1", "code"), ("w1,2024,7", "code"), ("w2,24,7", "year"),
     ("w2,2024,-7", "population"), ("w2,2024,1_000", "population"),
     ("w2,2024,99999999999999999999", "population")],
)  # fmt: skip
def test_a_weight_that_cannot_be_is_told(folder, scheme, row, column):
    lines(folder, "leerlingen.csv", (3, row))
    own = OwnUnits(scheme.units_from)
    (problem,) = problems(own.population)
    assert problem[:3] == ("leerlingen.csv", 3, column)


def test_a_unit_without_a_weight_is_named(folder):
    lines(folder, "leerlingen.csv", (3, ""))
    with pytest.raises(InputError, match=r"2024 for Linde \(w2\)"):
        load_study(StudyChoice(scheme=folder / "schoolkringen.toml"))


def test_neighbours_are_units_and_two_of_them(folder, scheme):
    lines(folder, "buren.csv", (2, "w1,w77"), (3, "w4,w4"))
    own = OwnUnits(scheme.units_from)
    assert problems(lambda: own.neighbours(DAY)) == [
        ("buren.csv", 2, "code_b", "w77"), ("buren.csv", 3, "code_b", "w4"),
    ]  # fmt: skip


def test_borders_that_lack_a_unit_name_it(folder):
    path = folder / "wijken.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"w9"', '"x9"'), encoding="utf-8")
    study = load_study(StudyChoice(scheme=folder / "schoolkringen.toml"))
    with pytest.raises(InputError, match="w9"):
        _ = study.boundaries


def test_borders_in_degrees_have_no_scale(scheme):
    own = OwnUnits(replace(scheme.units_from, crs="EPSG:4326"))
    with pytest.raises(InputError, match="EPSG:4326 has no coordinates in metres"):
        own.boundaries(DAY, None)


def test_borders_of_municipalities_are_not_those_of_other_units(scheme):
    with pytest.raises(InputError, match="units of its own"):
        OwnUnits(scheme.units_from).boundaries(DAY, "embedded")


def test_a_table_that_is_no_text_or_not_there_is_told(folder, scheme):
    (folder / "leerlingen.csv").write_bytes(b"code,year,population\nw1,2024,\xff\n")
    own = OwnUnits(scheme.units_from)
    assert problems(own.population) == [("leerlingen.csv", None, None, None)]
    (folder / "wijken.csv").unlink()
    with pytest.raises(InputError, match="the file does not exist"):
        OwnUnits(scheme.units_from)


def test_semicolons_blanks_and_empty_lines_are_fine(folder, scheme):
    path = folder / "leerlingen.csv"
    text = path.read_text(encoding="utf-8").replace(",", " ; ").replace("w5", "\nw5")
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert OwnUnits(scheme.units_from).population().by_year[2024]["w5"] == 5000


class TestMergers:
    """Districts 8 and 9 become one in 2026."""

    @pytest.fixture
    def merged(self, folder, scheme):
        units = (folder / "wijken.csv").read_text(encoding="utf-8").splitlines()
        rows = [f"{units[0]},valid_from,valid_to", *(f"{row},," for row in units[1:8])]
        rows += [f"{row},,2025-12-31" for row in units[8:]]
        rows.append("w10,Akkerbron,Noord,no,2026-01-01,")
        (folder / "wijken.csv").write_text("\n".join(rows), encoding="utf-8")
        text = "date,old_code,new_code\n2026-01-01,w8,w10\n2026-01-01,w9,w10\n"
        (folder / "fusies.csv").write_text(text, encoding="utf-8")
        return replace(scheme.units_from, mergers=folder / "fusies.csv")

    def test_neighbours_and_weights_follow(self, merged):
        from regiekaart.facts.population import counts_at

        own = OwnUnits(merged)
        later = date(2026, 1, 1)
        assert own.history.at(later).codes == tuple(
            sorted([*(f"w{k}" for k in range(1, 8)), "w10"])
        )
        assert ("w10", "w7") in own.neighbours(later)
        assert counts_at(own.population(), 2024, later, own.history)["w10"] == 17_000

    def test_a_merger_into_what_is_not_there_is_told(self, folder, merged):
        text = "date,old_code,new_code\n2025-01-01,w8,w10\n2025-06-01,w9,w1\n2025-01-01,w8,w2\n"
        (folder / "fusies.csv").write_text(text, encoding="utf-8")
        assert problems(lambda: OwnUnits(merged)) == [
            ("fusies.csv", 2, "new_code", "w10"), ("fusies.csv", 3, "date", "2025-06-01"),
            ("fusies.csv", 4, "old_code", "w8"),
        ]  # fmt: skip


class TestGroups:
    def listed(self, folder):
        scheme = read_scheme(folder / "schoolkringen.toml")
        return list_of(scheme, scheme.newest_cycle)

    def test_a_code_that_is_no_unit_and_one_that_comes_twice_are_told(self, folder):
        lines(folder, "kringen.csv", (3, "w1,Markt"), (4, "w33,Oever"))
        assert problems(lambda: self.listed(folder)) == [
            ("kringen.csv", 3, "code", "w1"), ("kringen.csv", 4, "code", "w33"),
        ]  # fmt: skip

    def test_a_table_without_a_row_of_the_cycle_says_so(self, folder):
        text = (folder / "schoolkringen.toml").read_text(encoding="utf-8")
        text = text.replace("complete = true", 'complete = true\nwhere = { circle = "Nergens" }')
        (folder / "schoolkringen.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="no row at all for the cycle 2024"):
            self.listed(folder)

    def test_one_column_may_choose_rows_and_name_the_group(self, folder):
        text = (folder / "schoolkringen.toml").read_text(encoding="utf-8")
        text = text.replace("complete = true", 'complete = true\nwhere = { circle = "Poort" }')
        (folder / "schoolkringen.toml").write_text(text, encoding="utf-8")
        assert [row.nis for row in self.listed(folder).rows] == ["w8", "w9"]
