import io
import json
import zipfile
from datetime import date

import pytest

from regiekaart.errors import InputError, OutsideError, Severity
from regiekaart.facts import population as counts
from regiekaart.facts.flanders import history
from regiekaart.sources.answers import UnreachableError, WrongAnswerError
from regiekaart.sources.population import fetch_population
from sources.local_server import Reply

HEADER = "CD_REFNIS|TX_DESCR_NL|TX_DESCR_FR|CD_SEX|CD_AGE|MS_POPULATION"
NEW = 2026


@pytest.fixture(autouse=True)
def address(server, monkeypatch):
    monkeypatch.setenv("REGIEKAART_STATBEL", server.base + "/TF_SOC_POP_STRUCT_{year}.zip")


def inhabitants(year):
    """Return the counts of a year; those of 2025 stand in for a year to come."""
    return dict(counts.shipped_population().by_year[min(year, 2025)])


def lines(numbers, header=HEADER):
    """Return the text of a year: each municipality in three rows, and some elsewhere."""
    rows = [header]
    for nis, number in {**numbers, "52011": 203_000, "21004": 197_000}.items():
        for sex, part in (("M", number // 3), ("F", number // 3), ("F", number - number // 3 * 2)):
            rows.append(f"{nis}|Sint-Genesius-Rode|Rhode-Saint-Genèse|{sex}|40|{part}")
    return "\r\n".join(rows) + "\r\n"


def zipped(content, name="TF_SOC_POP_STRUCT.txt", **more):
    content = content if isinstance(content, bytes) else content.encode("utf-8-sig")
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        for other, text in more.items():
            archive.writestr(other, text)
    return body.getvalue()


@pytest.fixture
def fetch(server, client):
    def fetch(body, year=NEW, **choice):
        server.files[f"/TF_SOC_POP_STRUCT_{year}.zip"] = body
        return fetch_population(year, client=client, **choice)

    return fetch


def stored(folder):
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-8"])
def test_a_new_year_is_summed_kept_and_used(fetch, at_home, encoding):
    numbers = inhabitants(NEW)
    found = fetch(zipped(lines(numbers).encode(encoding)))
    assert found.by_code == numbers
    assert found.total == sum(numbers.values())
    assert found.notices == ()
    assert counts.population().by_year[NEW] == numbers
    assert counts.default_year(counts.population(), date(2026, 5, 1)) == NEW
    card = json.loads((at_home / "tables" / "population_2026.json").read_text())
    assert card["file"] == found.path.name
    assert card["sha256"] == found.sha256
    assert card["source"].endswith("/TF_SOC_POP_STRUCT_2026.zip")
    assert stored(at_home) == ["population_2026.json", found.path.name]
    assert found.path.read_text().startswith("nis,year,population\n11001,2026,")


def test_the_folder_decides_which_years_there_are(fetch, tmp_path, monkeypatch):
    before = counts.population()
    fetch(zipped(lines(inhabitants(NEW))))
    assert NEW in counts.population().by_year
    assert NEW not in before.by_year
    monkeypatch.setenv("REGIEKAART_DATA", str(tmp_path / "other"))
    assert counts.population().by_year == before.by_year


def test_fetching_again_replaces(fetch, at_home):
    fetch(zipped(lines(inhabitants(NEW))))
    numbers = inhabitants(NEW)
    numbers["11002"] += 1
    found = fetch(zipped(lines(numbers)))
    assert counts.population().by_year[NEW]["11002"] == numbers["11002"]
    assert stored(at_home) == ["population_2026.json", found.path.name]


def test_columns_may_stand_in_any_order_and_in_quotes(fetch):
    numbers = inhabitants(NEW)
    rows = ['"MS_POPULATION"|"CD_REFNIS"|"CD_YEAR"']
    rows += [f'{number}|"{nis}"|2026' for nis, number in numbers.items()]
    assert fetch(zipped("\n".join(rows))).by_code == numbers


def test_a_year_that_ships_is_compared_and_not_replaced(fetch):
    found = fetch(zipped(lines(inhabitants(2022)).encode("cp1252")), 2022)
    assert [p.severity for p in found.notices] == [Severity.INFO]
    numbers = inhabitants(2016)
    numbers["11001"] += 5
    found = fetch(zipped(lines(numbers)), 2016)
    assert [p.severity for p in found.notices] == [Severity.INFO, Severity.WARNING]
    assert "1 municipalities" in found.notices[1].message.en
    assert counts.population().by_year[2016]["11001"] == numbers["11001"] - 5
    assert "2016" in counts.population().notices[0].message.nl


def test_the_year_is_this_one_by_default(server, client):
    with pytest.raises(WrongAnswerError, match="404"):
        fetch_population(client=client)
    year = min(date.today().year, 2026)  # noqa: DTZ011 - the year will do
    assert server.asked[0].path == f"/TF_SOC_POP_STRUCT_{year}.zip"


def test_a_year_that_nobody_knows_is_a_wrong_call(fetch, server):
    with pytest.raises(InputError):
        fetch(b"", 1830)
    assert server.asked == []


def without(numbers, nis):
    return {code: number for code, number in numbers.items() if code != nis}


# A year before the mergers has other municipalities; 2017 has a published total.
@pytest.mark.parametrize(
    ("year", "numbers", "match"),
    [
        (NEW, lambda n: without(n, "11002"), "1 municipalities missing: 11002"),
        (NEW, lambda n: {**n, "11007": 5}, "1 municipalities of another year: 11007"),
        (NEW, lambda n: {**n, "11001": 0}, "1 municipalities without inhabitants: 11001"),
        (NEW, lambda n: {k: v * 11 // 10 for k, v in n.items()}, "inhabitants together, while"),
        (NEW, lambda n: {k: v * 9 // 10 for k, v in n.items()}, "were 6,864,766 in 2025"),
        (NEW, lambda _: inhabitants(2024), "12 municipalities missing"),
        (2017, lambda n: {**n, "11001": n["11001"] + 1}, "6,516,012 .* published is 6,516,011"),
    ],
)
def test_wrong_figures_are_refused(fetch, at_home, year, numbers, match):
    with pytest.raises(WrongAnswerError, match=match) as caught:
        fetch(zipped(lines(numbers(inhabitants(year)))), year)
    assert f"TF_SOC_POP_STRUCT_{year}.zip: {year}: " in caught.value.message.nl
    assert stored(at_home) == []


def test_a_refusal_leaves_the_fetched_year_as_it_was(fetch, at_home):
    found = fetch(zipped(lines(inhabitants(NEW))))
    before = (stored(at_home), found.path.read_bytes())
    with pytest.raises(WrongAnswerError):
        fetch(zipped(lines(without(inhabitants(NEW), "11002"))))
    assert (stored(at_home), found.path.read_bytes()) == before
    assert counts.population().by_year[NEW] == found.by_code


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "columns missing: CD_REFNIS, MS_POPULATION"),
        ("CD_REFNIS;MS_POPULATION\n11001;5", "columns missing"),
        ("CD_REFNIS|NUMBER\n11001|5", "columns missing: MS_POPULATION; found: CD_REFNIS, NUMBER"),
        ("CD_REFNIS|MS_POPULATION\n11001|many", "line 2 is not understood: 11001.many"),
        ("CD_REFNIS|MS_POPULATION\n\n11001|-1", "line 3 is not understood"),
        ("CD_REFNIS|MS_POPULATION\n11001", "line 2"),
        ("CD_REFNIS|MS_POPULATION\n|5", "line 2"),
        ("CD_YEAR|CD_REFNIS|MS_POPULATION\n2025|11001|5", "line 2"),
        ("CD_REFNIS|MS_POPULATION\n" + "1" * 20_000, "line without end"),
    ],
)
def test_a_text_that_is_not_the_expected_one(fetch, text, match):
    with pytest.raises(WrongAnswerError, match=match):
        fetch(zipped(text))


def test_a_zip_bomb_is_not_unpacked(fetch):
    with pytest.raises(WrongAnswerError, match="larger than 1 MB"):
        fetch(zipped(b"0\n" * 1_000_000), most_bytes=1_000_000)


def test_a_zip_bomb_that_hides_its_size_is_not_unpacked(fetch):
    body = bytearray(zipped(b"CD_REFNIS|MS_POPULATION\n" + b"11001|0\n" * 500_000))
    entry = body.rindex(b"PK\x01\x02")
    body[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(WrongAnswerError, match="damaged"):
        fetch(bytes(body), most_bytes=1_000_000)


def test_a_zip_with_no_text_or_more_than_one(fetch):
    with pytest.raises(WrongAnswerError, match=r"one text file in the zip; found: a\.xlsx"):
        fetch(zipped("x", "a.xlsx"))
    with pytest.raises(WrongAnswerError, match="expected one text file"):
        fetch(zipped("x", "a.txt", **{"b.TXT": "y"}))


def spoiled(flag):
    body = bytearray(zipped(lines(inhabitants(NEW))))
    for start, offset in ((0, 6), (body.rindex(b"PK\x01\x02"), 8)):
        body[start + offset] |= flag
    return bytes(body)


def test_a_zip_with_a_password(fetch):
    with pytest.raises(WrongAnswerError, match="encrypted"):
        fetch(spoiled(1))


def test_a_damaged_zip(fetch):
    body = bytearray(zipped(lines(inhabitants(NEW))))
    entry = body.rindex(b"PK\x01\x02")
    body[entry + 16] ^= 1  # its checksum
    with pytest.raises(WrongAnswerError, match="damaged"):
        fetch(bytes(body))


def test_another_compression_is_refused(fetch):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", lines(inhabitants(NEW)))
    with pytest.raises(WrongAnswerError, match="unknown compression"):
        fetch(body.getvalue())


def test_something_that_is_no_zip(fetch, server):
    with pytest.raises(WrongAnswerError, match=r"expected: a zip .*got: application/zip: “Welkom”"):
        fetch(b"<html><body>Welkom</body></html>")
    assert len(server.asked) == 1


def test_half_a_zip_is_tried_again(fetch, server):
    whole = zipped(lines(inhabitants(NEW)))
    replies = [Reply(whole[: len(whole) // 2], media_type="application/zip"), Reply(whole)]
    server.script = lambda _: replies.pop(0)
    assert fetch(whole).year == NEW
    server.script = lambda _: Reply(whole, cut=len(whole) // 2)
    with pytest.raises(UnreachableError):
        fetch(whole)


def test_a_folder_that_cannot_be_written_is_told(fetch, at_home):
    at_home.mkdir()
    (at_home / "tables").write_text("a file where the folder should be")
    with pytest.raises(OutsideError, match="cannot write"):
        fetch(zipped(lines(inhabitants(NEW))))


@pytest.mark.parametrize("damage", ["table", "card", "no table", "other year"])
def test_a_stored_year_that_is_damaged_is_told_and_not_used(fetch, at_home, damage):
    found = fetch(zipped(lines(inhabitants(NEW))))
    card = at_home / "tables" / "population_2026.json"
    if damage == "table":
        found.path.write_text(found.path.read_text().replace("11001,2026,", "11001,2026,9"))
    elif damage == "no table":
        found.path.unlink()
    elif damage == "card":
        card.write_text("[]")
    else:
        card.write_text(card.read_text().replace('"year": 2026', '"year": 2027'))
    read = counts.population()
    assert NEW not in read.by_year
    (problem,) = read.notices
    assert problem.file == "population_2026.json"
    assert "regiekaart data fetch" in problem.message.nl


def test_the_municipalities_of_the_new_year_are_those_of_its_first_day(fetch):
    found = fetch(zipped(lines(inhabitants(NEW))))
    assert tuple(found.by_code) == history().at(date(NEW, 1, 1)).codes
