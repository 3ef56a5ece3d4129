import json
from datetime import date

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.mergers import split_mergers
from regiekaart.cli import main


def test_the_only_merger_across_a_province_border_is_that_of_zwijndrecht(study_2023):
    found = [m for m in split_mergers(study_2023) if m.kind == "province"]
    assert [m.name for m in found] == ["Beveren-Kruibeke-Zwijndrecht"]
    assert {where for *_, where in found[0].parts} == {"Antwerpen", "Oost-Vlaanderen"}


def test_no_merger_crosses_a_reference_region(study_2023):
    """Zwijndrecht had moved to Waasland before it merged."""
    assert not [m for m in split_mergers(study_2023) if m.kind == "reference-region"]


def test_mergers_of_parts_in_different_regie_regions_are_listed_before_they_happen(study_2023):
    found = {m.name: m for m in split_mergers(study_2023) if m.kind == "regie-region"}
    assert set(found) == {
        "Antwerpen", "Lochristi", "Hasselt", "Bilzen-Hoeselt", "Tongeren-Borgloon",
    }  # fmt: skip
    antwerpen = {name: where for _, name, where in found["Antwerpen"].parts}
    assert antwerpen == {"Antwerpen": "Antwerpen", "Borsbeek": "ZORA Werkt!"}
    later = load_study(StudyChoice(cycle="2023", date=date(2025, 1, 1)))
    assert not [m for m in split_mergers(later) if m.kind == "regie-region"]


@pytest.mark.parametrize(
    ("day", "municipalities", "population", "regions"),
    [
        ("2012-01-01", 308, 6_350_765, None),
        ("2018-12-31", 308, 6_552_967, None),
        ("2019-01-01", 300, 6_589_069, None),
        ("2022-10-17", 300, 6_698_876, 15),
        ("2023-06-01", 300, 6_774_807, 15),
        ("2024-12-31", 300, 6_821_770, 15),
        ("2025-01-01", 285, 6_864_766, 15),
        ("2026-01-01", 285, 6_864_766, 15),
    ],
)
def test_the_territory_of_any_day_adds_up(capsys, day, municipalities, population, regions):
    assert main(["territory", "--date", day, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["municipalities"], found["population"]) == (municipalities, population)
    assert len(found["partitions"]["province"]) == 5
    for sizes in found["partitions"].values():
        assert sum(sizes.values()) == municipalities
    assert len(found["partitions"].get("reference-region", {})) == (regions or 0)


def test_the_territory_in_words(capsys):
    assert main(["territory", "--date", "2023-06-01"]) == 0
    out = capsys.readouterr().out
    assert "1 juni 2023: de 300 gemeenten van 2019-2024, 6.774.807 inwoners" in out
    assert "Waasland 10" in out
    assert "2025-01-01  Antwerpen (regiegebied)  Antwerpen: Antwerpen; Borsbeek: ZORA Werkt!" in out
