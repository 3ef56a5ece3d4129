"""Every command works on every date: around each merger, each version of the reference regions."""

import json

import pytest

from regiekaart.cli import main

DAYS = {
    "2012-01-01": 308,
    "2018-12-31": 308,
    "2019-01-01": 300,
    "2022-02-03": 300,
    "2022-02-04": 300,
    "2022-10-17": 300,
    "2023-03-18": 300,
    "2023-03-19": 300,
    "2024-12-31": 300,
    "2025-01-01": 285,
    "2026-12-31": 285,
}
# The first days with these municipalities and these reference regions: on the other days they are
# those of one of these.
CHANGES = {"2012-01-01", "2019-01-01", "2022-02-04", "2022-10-17", "2023-03-19", "2025-01-01"}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("cycle", ["2017", "2020", "2023"])
def test_the_parts_of_every_partition_add_up_on_every_date(capsys, day, cycle):
    for by in ("province", "arrondissement", "reference-region", "regie-region"):
        status = main(["coverage", "--date", day, "--cycle", cycle, "--by", by, "--format", "json"])
        out = capsys.readouterr().out
        if by == "reference-region" and day < "2022-02-04":
            assert (status, out) == (2, "")
            continue
        whole, *parts = json.loads(out)["rows"]
        assert whole["municipalities"] == DAYS[day]
        for key in ("municipalities", "members", "unknown", "population", "population_members"):
            assert whole[key] == sum(part[key] for part in parts), (by, key)


@pytest.mark.parametrize("day", DAYS)
def test_tables_are_made_on_every_date_and_a_map_and_the_web_page_when_something_changes(
    capsys, tmp_path, day
):
    out = ["--output", str(tmp_path), "--date", day, "--boundaries", "embedded"]
    expected = {"coverage-province.csv"}
    if day in CHANGES:
        assert main(["build", "--only", "tables,web", *out]) == 0
        assert main(["maps", "--kind", "province", "--name", "Antwerpen", "--dpi", "50", *out]) == 0
        expected |= {"map.html", "province-antwerpen.png"}
    else:
        assert main(["build", "--only", "tables", *out]) == 0
    capsys.readouterr()
    (folder,) = tmp_path.iterdir()
    made = {path.name for path in folder.rglob("*") if path.is_file()}
    assert expected <= made
    assert ("coverage-reference-region.csv" in made) == (day >= "2022-02-04")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["study"]["municipalities"] == DAYS[day]
