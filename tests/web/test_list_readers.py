"""One list, two readers: what `--membership` makes of a file, and what the planner makes of it."""

from __future__ import annotations

import base64
from datetime import date
from functools import cache

import pytest

from regiekaart import InputError, StudyChoice, load_study
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.web.scenario_data import list_reading
from web.test_scenarios import named, page, plain, state

__all__ = ["page"]  # the empty page that knows how scenarios are read and written
pytestmark = pytest.mark.browser

READ = """([coded, study, reading]) => {
  const bytes = Uint8Array.from(atob(coded), (sign) => sign.charCodeAt(0));
  if (bytes.length > regiekaartLists.MOST_BYTES) return { state: null, problems: [], notes: [] };
  const text = regiekaartLists.decode(bytes);
  const unread = { state: null, problems: [{ line: 1, key: "file-encoding" }], notes: [] };
  if (text === null) return unread;
  return regiekaartLists.fromCsv(text, study, reading);
}"""
DAYS = {"2023": date(2023, 1, 1), "2025": date(2025, 1, 1)}


@cache
def study_on(day):
    return load_study(StudyChoice(cycle="2023", date=DAYS[day], boundaries="embedded"))


def on_page(page, content, day="2023"):
    coded = base64.b64encode(content).decode()
    return page.evaluate(READ, [coded, plain(study_on(day)), list_reading(study_on(day))])


def by_command(path, content, day="2023"):
    path.write_bytes(content)
    choice = StudyChoice(cycle="2023", date=DAYS[day], membership=path, boundaries="embedded")
    return load_study(choice)


def rows(*lines, head="nis;gemeente;regiegebied"):
    return "\n".join((head, *lines, ""))


LEUVEN, BIERBEEK = "24062;Leuven", "24011;Bierbeek"

# Lists that both readers take, and read as the same.
FINE = {
    "semicolons": rows(f"{LEUVEN};A", f"{BIERBEEK};"),
    "commas": "nis,regiegebied\n24062,A\n24011,\n",
    "tabs": "nis\tregiegebied\n24062\tA\n24011\t\n",
    "English headers": "Municipality;Region;Legal form;Note\nLeuven;A;;\n",
    "spellings of headers": "NIS-Code;Gemeente_naam;Regie Région\n24062;Leuven;A\n".replace(
        "Regie Région", "REGIO"
    ),
    "a title above the header": f"Leden, volgens ons; 2023\n\n{rows(f'{LEUVEN};A')}",
    "columns in another order": "regiegebied;opmerking;nis\nA;x;24062\n",
    "an unknown column": rows(f"{LEUVEN};A;016 12 34 56", head="nis;gemeente;regiegebied;telefoon"),
    "CRLF": rows(f"{LEUVEN};A", f"{BIERBEEK};B").replace("\n", "\r\n"),
    "CR alone": rows(f"{LEUVEN};A", f"{BIERBEEK};B").replace("\n", "\r"),
    "no end of the last line": rows(f"{LEUVEN};A").rstrip("\n"),
    "empty lines": rows(f"{LEUVEN};A", "", ";;", f"{BIERBEEK};A"),
    "a code as a number": "nis;regiegebied\n24062.0;A\n24011.000;A\n",
    "a code with a space": "nis;regiegebied\n24 062;A\n24.011;A\n",
    "a code with an apostrophe": "nis;regiegebied\n'24062;A\n’24011;A\n",
    "a code among blanks": "nis;regiegebied\n\u00a024062 ;A\n",
    "names without accents": "gemeente;regiegebied\nST.-NIKLAAS;A\nsint truiden;A\n",
    "a name in quotes": 'gemeente;regiegebied\n"Leuven";"A; en ""B"""\n',
    "blanks before a quote": 'gemeente;regiegebied\nLeuven;  "A"\n',
    "a quote inside a cell": 'gemeente;regiegebied\nLeuven;A "west" B\n',
    "an end of line in a cell": 'gemeente;opmerking;regiegebied\nLeuven;"een\ntwee";A\nHerent;;A\n',
    "two spellings of a region": rows(f"{LEUVEN};Midden West", f"{BIERBEEK};midden-west"),
    "a region with odd blanks": rows(f"{LEUVEN};Midden\u00a0\u2009 West"),
    "invisible signs": rows(f"{LEUVEN};Mid\u200bden\u00ad West", f"{BIERBEEK};\u2060Midden West"),
    "control characters": rows(f"{LEUVEN};Midden\u0001West", f"{BIERBEEK};Midden West"),
    "a writing direction": rows(f"{LEUVEN};West\u202eneddiM"),
    "letters in two parts": rows(f"{LEUVEN};Re\u0301gion", f"{BIERBEEK};R\u00e9gion"),
    "a formula that is guarded": rows(f"{LEUVEN};'=A+B"),
    "a formula that is not": rows(f"{LEUVEN};=A+B", f"{BIERBEEK};@home"),
    "an emoji": rows(f"{LEUVEN};Regio 💥"),
    "a property of objects": rows(
        f"{LEUVEN};constructor;toString", head="nis;gemeente;regiegebied;rechtsvorm"
    ),
    "this cycle": rows(f"{LEUVEN};A;2023", head="nis;gemeente;regiegebied;cyclus"),
    "this cycle in full": rows(f"{LEUVEN};A;2023–2025", head="nis;gemeente;regiegebied;cyclus"),
    "rows of other cycles": rows(
        f"{LEUVEN};A;2023", f"{LEUVEN};B;2020", f"{BIERBEEK};C;2017",
        head="nis;gemeente;regiegebied;cyclus",
    ),
    "days that hold": rows(
        f"{LEUVEN};A;2020-01-01;", f"{BIERBEEK};A;1/1/2023;31/12/2025",
        head="nis;gemeente;regiegebied;vanaf;tot",
    ),
    "days that are over": rows(
        f"{LEUVEN};A;;2022-12-31", f"{BIERBEEK};A;01-02-2023;",
        head="nis;gemeente;regiegebied;vanaf;tot",
    ),
    "days that are over, on a complete list": rows(
        f"{LEUVEN};A;;2022-12-31;volledig", head="nis;gemeente;regiegebied;vanaf;tot;lijst",
    ),
    "no member, on other days": rows(
        f"{LEUVEN};;;2022-12-31", f"{BIERBEEK};;2023-01-01;",
        head="nis;gemeente;regiegebied;vanaf;tot",
    ),
    "one region after another": rows(
        f"{LEUVEN};B;2023-01-01;", f"{LEUVEN};A;;2022-12-31",
        head="nis;gemeente;regiegebied;valid_from;valid_to",
    ),
    "a complete list": rows(f"{LEUVEN};A;volledig", head="nis;gemeente;regiegebied;lijst"),
    "a partial list": rows(
        f"{LEUVEN};A;Partial", f"{BIERBEEK};A;", head="nis;gemeente;regiegebied;lijst"
    ),
    "legal forms by another name": rows(
        f"{LEUVEN};A;Interlokale Vereniging", f"{BIERBEEK};A;interlokale-vereniging",
        head="nis;gemeente;regiegebied;rechtsvorm",
    ),
    "two legal forms": rows(
        f"{LEUVEN};A;vzw", f"{BIERBEEK};A;stad", head="nis;gemeente;regiegebied;rechtsvorm"
    ),
    "grades of evidence": rows(
        f"{LEUVEN};A;Afgeleid", f"{BIERBEEK};A;documented", head="nis;gemeente;regiegebied;bewijs"
    ),
    "a table of the tool itself": rows(
        f"{LEUVEN};A;lid", f"{BIERBEEK};;onbekend", "24086;Oud-Heverlee;;geen lid",
        head="nis;gemeente;regiegebied;lidmaatschap",
    ),
    "memberships left open": rows(
        f"{LEUVEN};A;", f"{BIERBEEK};;", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "a short row that has all": "nis;regiegebied;opmerking\n24062;A\n",
    "a header on two rows": ";;Periode;\nnis;regiegebied;vanaf;tot\n24062;A;2022-01-01;\n",
    "a header under a header": rows(
        "NIS;Naam;Naam;Rechtsvorm", f"{LEUVEN};A;vzw", head="Gemeente;;Regiegebied;"
    ),
    "a header on two rows, one part each": "nis;gemeente;\n;;regiegebied\n24062;Leuven;A\n",
    "a title that is a header too": f"Regio\n{rows(f'{LEUVEN};A')}",
    "a header that comes back": rows(f"{LEUVEN};A", "NIS;Gemeente;Regiegebied", f"{BIERBEEK};A"),
    "a header that comes back in English": rows(f"{LEUVEN};A", ";municipality;region"),
    "a total": rows(f"{LEUVEN};A", f"{BIERBEEK};B", "Totaal;2;2"),
    "a total by name": rows(f"{LEUVEN};A", ";TOTAAL Vlaams-Brabant;", f"{BIERBEEK};A"),
    "a total beside the list": "prov;nis;regiegebied\nVB;24062;A\nAlgemeen totaal;1;1\n",
    "a count": rows(f"{LEUVEN};A", f"{BIERBEEK};A", ";2;1"),
    "a count in words": rows(f"{LEUVEN};A", ";Aantal: 1;", "1 gemeenten;;"),
    "a sum of codes": rows(f"{LEUVEN};A", f"{BIERBEEK};A", "48073;;"),
    "a region that is not": rows(f"{LEUVEN};A", f"{BIERBEEK};geen lid", "24086;;NOT A MEMBER"),
    "a region that is unknown": rows(f"{LEUVEN};A", f"{BIERBEEK};onbekend", "24086;;Unknown"),
    "words in both columns": rows(
        f"{LEUVEN};A;lid", f"{BIERBEEK};onbekend;onbekend", "24086;;geen lid;geen lid",
        head="nis;gemeente;regiegebied;lidmaatschap",
    ),
    "all in one cell": "regiegebied;gemeenten\nA;Leuven, Bierbeek en Herent\n",
    "in one cell, on lines": 'region;municipalities\nA;"- Leuven\n- Stad en OCMW Gent\n"\nB;Mol\n',
    "in one cell, with slashes": "regiegebied;gemeenten\nA;Heist o/d Berg/Mol / Geel and Herent.\n",
    "in one cell, with codes": "regiegebied;gemeenten\nA;24062 Leuven, 24011, 24038 - Herent\n",
    "in one cell or one by one": "nis;gemeenten;regiegebied\n24062;;A\n;Mol & Geel;B\n",
    "who speaks for a municipality": rows(
        ";Stad Leuven;A", ";Gemeente Bierbeek;A", ";OCMW Gent;A", ";stad en OCMW Mol;A",
        ";Lokaal Bestuur Geel;A", ";Halle (stad);A",
    ),
    "articles": rows(";Haan (De);A", ";Panne, De;A"),
    "where it lies": rows(
        ";Kapellen (Antwerpen);A", ";Nieuwerkerken (prov. Limburg);A", ";Halle (Halle-Vilvoorde);A",
        ";De Panne (W.-Vl.);A", ";Leuven (24062);A",
    ),
    "French and old names": rows(
        ";Anvers;A", ";Gand;A", ";SAINT TROND;A", ";Ypres;A", ";Gheel;A", ";Stad Louvain;A",
        ";Renaix (Oost-Vlaanderen);A", ";Ostend (city);B",
    ),
    "days in every way": rows(
        "24062;;A;1-1-23;31 december 2023", "24011;;A;1 jan. 2022;", "24038;;A;1-jan-22;31/12/25",
        "24086;;A;zaterdag 1 januari 2022;", "24107;;A;January 1st, 2022;2023/12/31",
        "24028;;A;20220101;1/01/2024 0:00:00", "24016;;A;2022-1-1;1ste mei 2024",
        "24020;;A;44562;45292", "24059;;B;1 / 1 / 2022;",
        head="nis;gemeente;regiegebied;vanaf;tot",
    ),
    "a number of Excel": rows(f"{LEUVEN};A;44562", head="nis;gemeente;regiegebied;vanaf"),
    "a slip in a region": rows(f"{LEUVEN};Leuvn"),
    "codes with a comma": 'nis;regiegebied\n24,062;A\n"24011,0";A\n',
}  # fmt: skip
ENCODED = {
    "UTF-8 with a mark": rows(f"{LEUVEN};Région").encode("utf-8-sig"),
    "cp1252": rows(f"{LEUVEN};Région – €").encode("cp1252"),
    "UTF-16": rows(f"{LEUVEN};Région").encode("utf-16"),
    "UTF-16 the other way round": b"\xfe\xff" + rows(f"{LEUVEN};Région").encode("utf-16-be"),
}

# Lists that both readers refuse.
WRONG = {
    "nothing": "",
    "blanks": " \n\n ",
    "no known column": "a;b\n1;2\n",
    "another delimiter": "nis|regiegebied\n24062|A\n",
    "no region": "nis;gemeente\n24062;Leuven\n",
    "no municipality": "regiegebied\nA\n",
    "a header alone": "nis;regiegebied\n",
    "a column twice": "nis;gemeente;naam;regiegebied\n24062;Leuven;Leuven;A\n",
    "a code of nothing": "nis;regiegebied\n99999;A\n",
    "four digits": "nis;regiegebied\n2406;A\n",
    "no digits": "nis;regiegebied\nLeuven;A\n",
    "a name of nothing": "gemeente;regiegebied\nKopenhagen;A\n",
    "a code and the name of another": rows("24062;Bierbeek;A"),
    "a code and the name of nothing": rows("24062;Kopenhagen;A"),
    "no municipality on a row": rows(";;A"),
    "a municipality twice": rows(f"{LEUVEN};A", f"{LEUVEN};B"),
    "a municipality twice alike": rows(f"{LEUVEN};A", f"{LEUVEN};A"),
    "by its code and by its name": rows("24062;;A", ";Leuven;A"),
    "a member and no member": rows(f"{LEUVEN};A", f"{LEUVEN};"),
    "days that overlap": rows(
        f"{LEUVEN};A;;2023-06-30", f"{LEUVEN};B;2023-06-30;",
        head="nis;gemeente;regiegebied;vanaf;tot",
    ),
    "an end before the beginning": rows(
        f"{LEUVEN};A;2023-06-30;2023-01-01", head="nis;gemeente;regiegebied;vanaf;tot"
    ),
    "no date": rows(f"{LEUVEN};A;ooit", head="nis;gemeente;regiegebied;vanaf"),
    "a day that is not": rows(f"{LEUVEN};A;2023-02-30", head="nis;gemeente;regiegebied;vanaf"),
    "a year of two digits or another": rows(
        f"{LEUVEN};A;15-06-21", head="nis;gemeente;regiegebied;vanaf"
    ),
    "a year of two digits, long ago": rows(
        f"{LEUVEN};A;1 mei 99", head="nis;gemeente;regiegebied;vanaf"
    ),
    "a number of Excel that is a code": rows(
        f"{LEUVEN};A;44021", head="nis;gemeente;regiegebied;vanaf"
    ),
    "the month before the day": rows(f"{LEUVEN};A;1/13/2023", head="nis;gemeente;regiegebied;tot"),
    "a word that is no month": rows(f"{LEUVEN};A;1 foo 2023", head="nis;gemeente;regiegebied;tot"),
    "an odd last row": rows(f"{LEUVEN};A", "Bron: VDAB;;"),
    "a number that is no count": rows(f"{LEUVEN};A", f"{BIERBEEK};A", ";7;"),
    "a total with a region": rows(f"{LEUVEN};A", "Totaal;;A"),
    "a count in the middle": rows(f"{LEUVEN};A", ";1;", f"{BIERBEEK};A"),
    "a total alone": rows("Totaal;;"),
    "half a header that comes back": rows(f"{LEUVEN};A", "NIS;x;"),
    "a member, as a region": rows(f"{LEUVEN};lid"),
    "a total, as a region": rows(f"{LEUVEN};Totaal"),
    "no region, and a member": rows(
        f"{LEUVEN};geen lid;lid", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "an unknown region, and no member": rows(
        f"{LEUVEN};onbekend;geen lid", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "no region, and unknown": rows(
        f"{LEUVEN};geen lid;onbekend", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "an unknown region on a complete list": rows(
        f"{LEUVEN};A;volledig", f"{BIERBEEK};onbekend;volledig",
        head="nis;gemeente;regiegebied;lijst",
    ),
    "two kinds of list, and unknown": rows(
        f"{LEUVEN};A;gedeeltelijk", f"{BIERBEEK};onbekend;", "24086;;A;volledig",
        head="nis;gemeente;regiegebied;lijst",
    ),
    "several in the cell of one": rows(";Leuven, Bierbeek;A"),
    "one and several on a row": "nis;gemeenten;regiegebied\n24062;Bierbeek;A\n",
    "a slip in a cell": "regiegebied;gemeenten\nA;Leuven, Bierbek\n",
    "twice in a cell": "regiegebied;gemeenten\nA;Leuven, Mol, Leuven\n",
    "no name in a cell": 'regiegebied;gemeenten\nA;", / ,"\n',
    "a deelgemeente": rows(";Berchem;A", ";Ekeren (Antwerpen);A"),
    "a deelgemeente with the name of another": rows(
        ";Nieuwerkerken (Aalst);A", ";Halle (Zoersel);A"
    ),
    "a municipality that lies elsewhere": rows(";Kapellen (Limburg);A"),
    "outside Flanders": rows(";Brussel;A"),
    "a slip of the pen": rows(";Gentt;A", ";Stad Lueven;A"),
    "six digits": rows("024062;;A"),
    "another cycle": rows(f"{LEUVEN};A;2020", head="nis;gemeente;regiegebied;cyclus"),
    "no cycle": rows(
        f"{LEUVEN};A;2023", f"{BIERBEEK};A;volgende", head="nis;gemeente;regiegebied;cyclus"
    ),
    "a cycle that objects have": rows(
        f"{LEUVEN};A;constructor", head="nis;gemeente;regiegebied;cyclus"
    ),
    "a row too short": "nis;regiegebied\n24062\n",
    "a row too long": rows(f"{LEUVEN};A;B"),
    "signs after a quote": 'nis;regiegebied\n24062;"A"x\n',
    "a blank after a quote": 'nis;regiegebied\n24062;"A" ;\n',
    "a quote that stays open": 'nis;regiegebied\n24062;"A\n24011;A\n',
    "no name": rows(f"{LEUVEN};geen"),
    "no name behind an apostrophe": rows(f"{LEUVEN};'=geen"),
    "the whole of Flanders": rows(f"{LEUVEN};Vlaanderen"),
    "a number": rows(f"{LEUVEN};2023"),
    "signs alone": rows(f"{LEUVEN};???"),
    "an error of a spreadsheet": rows(f"{LEUVEN};#N/B"),
    "a name too long": rows(f"{LEUVEN};{'x' * 201}"),
    "a cell too long": rows(
        f"{LEUVEN};A;{'x' * 10_001}", head="nis;gemeente;regiegebied;opmerking"
    ),
    "an unknown kind of list": rows(f"{LEUVEN};A;half", head="nis;gemeente;regiegebied;lijst"),
    "two kinds of list": rows(
        f"{LEUVEN};A;volledig", f"{BIERBEEK};A;gedeeltelijk", head="nis;gemeente;regiegebied;lijst"
    ),
    "a word that is no membership": rows(
        f"{LEUVEN};A;misschien", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "a membership that objects have": rows(
        f"{LEUVEN};A;constructor", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "a member of nothing": rows(f"{LEUVEN};;lid", head="nis;gemeente;regiegebied;lidmaatschap"),
    "no member, with a region": rows(
        f"{LEUVEN};A;geen lid", head="nis;gemeente;regiegebied;lidmaatschap"
    ),
    "unknown, with a region": rows(
        f"{LEUVEN};A;unknown", head="nis;municipality;region;membership"
    ),
    "unknown on a complete list": rows(
        f"{LEUVEN};A;lid;volledig", f"{BIERBEEK};;onbekend;volledig",
        head="nis;gemeente;regiegebied;lidmaatschap;lijst",
    ),
    "unknown evidence": rows(f"{LEUVEN};A;zeker", head="nis;gemeente;regiegebied;bewijs"),
    "a municipality of later": "gemeente;regiegebied\nPajottegem;A\n",
    "a web page": f"<table>\n{rows(f'{LEUVEN};A')}",
    "NUL": rows(f"{LEUVEN};A\0"),
}  # fmt: skip
NOT_TEXT = {
    "UTF-16 without a mark": rows(f"{LEUVEN};A").encode("utf-16-le"),
    "a byte that cp1252 does not have": rows(f"{LEUVEN};R").encode() + b"24011;Bierbeek;\x81\n",
    "UTF-8 with a byte too few": rows(f"{LEUVEN};Région").encode() + b"24011;Bierbeek;\xe9\n",
}

# What the command line understands, and the planner leaves to it.
LEFT = {
    "a merged municipality, by its parts": (
        "gemeente;regiegebied\nGalmaarden;A\nGooik;A\nHerne;A\n", "unit-unknown", "2025"),
    "a code and the old name of a part": (rows("71072;Kortessem;A"), "unit-unknown", "2025"),
    "a list that spans a merger": (
        rows(
            "73040;Kortessem;A;;2024-12-31", "71072;Hasselt;A;2025-01-01;",
            head="nis;gemeente;regiegebied;vanaf;tot",
        ), "unit-unknown", "2025"),
    "a list that is made up": (
        rows(f"{LEUVEN};A;Fictief voorbeeld", head="nis;gemeente;regiegebied;opmerking"),
        "list-fiction", "2023"),
}  # fmt: skip


def encoded(table):
    return {name: text.encode() for name, text in table.items()}


@pytest.mark.parametrize(
    "content",
    [pytest.param(c, id=name) for name, c in {**encoded(FINE), **ENCODED}.items()],
)
def test_what_the_command_line_reads_the_planner_reads_as_the_same(page, tmp_path, content):
    found = on_page(page, content)
    assert found["problems"] == []
    assert named(**found["state"]) == named(**state(by_command(tmp_path / "lijst.csv", content)))


@pytest.mark.parametrize(
    "content",
    [pytest.param(c, id=name) for name, c in {**encoded(WRONG), **NOT_TEXT}.items()],
)
def test_what_the_command_line_refuses_the_planner_refuses_on_the_same_lines(
    page, tmp_path, content
):
    with pytest.raises(InputError) as refused:
        by_command(tmp_path / "lijst.csv", content)
    found = on_page(page, content)
    assert found["state"] is None
    lines = {problem.row for problem in refused.value.problems if problem.row}
    # What is wrong with the list as a whole is told of its first line, or of its header.
    on_lines = {each["line"] for each in found["problems"]}
    assert on_lines
    assert on_lines - {1} == lines - {1}


@pytest.mark.parametrize(("text", "key", "day"), LEFT.values(), ids=LEFT)
def test_what_the_planner_leaves_to_the_command_line_it_says(page, tmp_path, text, key, day):
    by_command(tmp_path / "lijst.csv", text.encode(), day)
    found = on_page(page, text.encode(), day)
    assert found["state"] is None
    assert {each["key"] for each in found["problems"]} == {key}


def test_a_merged_municipality_that_kept_its_code_or_name_is_itself(page, tmp_path):
    content = rows("11002;Antwerpen;A", ";Hasselt;A").encode()
    found = on_page(page, content, "2025")
    assert named(**found["state"]) == named(
        **state(by_command(tmp_path / "lijst.csv", content, "2025"))
    )


@pytest.mark.parametrize(
    ("case", "key", "value"),
    [
        ("an unknown column", "note-columns", "telefoon"),
        ("rows of other cycles", "note-cycles", "2017, 2020"),
        ("two spellings of a region", "note-spelling", "Midden West, midden-west"),
        ("two legal forms", "note-forms", "A: stad / vzw"),
        ("days that are over", "note-days", "Leuven, Bierbeek"),
        ("a header that comes back", "note-headers", "3"),
        ("a total", "note-totals", "4"),
        ("articles", "note-names", "Haan (De) = De Haan, Panne, De = De Panne"),
        ("a number of Excel", "note-numbers", "44562 = 2022-01-01"),
        ("a slip in a region", "note-slip", "Leuvn → Leuven"),
    ],
)
def test_what_is_not_wrong_but_not_plain_either_is_told(page, case, key, value):
    notes = on_page(page, FINE[case].encode())["notes"]
    assert [(each["key"], each["value"]) for each in notes] == [(key, value)]


@pytest.mark.parametrize(
    ("case", "value"),
    [("days that are over", UNKNOWN), ("days that are over, on a complete list", OUTSIDE)],
)
def test_whose_days_are_over_is_as_who_is_not_on_the_list(page, case, value):
    found = on_page(page, FINE[case].encode())["state"]
    position = study_on("2023").position["24062"]
    assert (found["groups"], found["group_of"][position]) == ([], value)


def test_a_file_that_is_too_large_for_a_list_is_not_read(page):
    content = rows(f"{LEUVEN};A").encode() + b"\n" * 2_000_001
    assert on_page(page, content)["state"] is None
