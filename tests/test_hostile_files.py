"""Files that would harm whoever opens them: each is refused in words, soon, by every reader."""

from __future__ import annotations

import errno
import http.server
import io
import json
import os
import random
import re
import sqlite3
import threading
import time
import zipfile
from contextlib import closing, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from shapely.geometry import box
from tests.tiny import grid_study

from regiekaart.build import BuildChoice, build
from regiekaart.build.since import since
from regiekaart.build.snapshot import SNAPSHOT, earlier_run
from regiekaart.errors import HIDDEN, InputError, OutsideError, ProblemLog, is_hidden
from regiekaart.facts.boundaries import embedded
from regiekaart.facts.boundary_import import read_boundaries, write_set
from regiekaart.facts.figure_list import read_figures
from regiekaart.facts.listfile import read_list
from regiekaart.language import EN, NL
from regiekaart.maps.theme_file import read_theme
from regiekaart.paths import shipped_data
from regiekaart.report.docx.template import open_template
from regiekaart.study.file import read_studies

COLUMNS = {"nis": ("nis",), "region": ("regiegebied",)}
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
READERS = {
    "list": lambda path: read_list(path, COLUMNS, ProblemLog()),
    "figures": lambda path: read_figures(path, ProblemLog()),
    "borders": read_boundaries,
    "study": read_studies,
    "theme": read_theme,
    "template": open_template,
    "since": earlier_run,
}


def refusal(read, path):
    """Return what a reader says, which it must do soon and in two languages."""
    start = time.monotonic()
    with pytest.raises((InputError, OutsideError)) as caught:
        read(path)
    assert time.monotonic() - start < 60
    nl, en = (" ".join(caught.value.lines(language)) for language in (NL, EN))
    assert nl != en
    assert not any(map(is_hidden, nl + en))
    return en


# What is no file at all, for each reader.


@pytest.fixture(params=sorted(READERS))
def reader(request):
    """Each of the readers, by turns; an earlier run is a folder with files of fixed names."""

    def read(path):
        if request.param != "since":
            return READERS[request.param](path)
        (path.parent / "run" / "tables").mkdir(parents=True, exist_ok=True)
        (path.parent / "run" / "manifest.json").symlink_to(path)
        return earlier_run(path.parent / "run")

    return read


def test_a_pipe_blocks_no_reader(reader, tmp_path):
    os.mkfifo(tmp_path / "pijp")
    assert "file" in refusal(reader, tmp_path / "pijp")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_a_device_without_end_is_not_read(reader, tmp_path):
    (tmp_path / "nul").symlink_to("/dev/zero")
    assert "no file" in (said := refusal(reader, tmp_path / "nul")) or "plain file" in said


def test_links_that_point_to_each_other_are_refused(reader, tmp_path):
    (tmp_path / "een").symlink_to(tmp_path / "twee")
    (tmp_path / "twee").symlink_to(tmp_path / "een")
    assert refusal(reader, tmp_path / "een")


def test_a_name_that_no_file_can_have_is_refused(reader, tmp_path):
    assert refusal(reader, tmp_path / ("x" * 300))


def test_a_folder_is_no_file(reader, tmp_path):
    (tmp_path / "map").mkdir()
    assert refusal(reader, tmp_path / "map")


def test_a_file_that_may_not_be_read_is_refused(reader, tmp_path, monkeypatch):
    (tmp_path / "dicht").write_bytes(b"x")

    def refuse(self, *_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission" in refusal(reader, tmp_path / "dicht")


# Workbooks.


@cache
def workbook():
    book = openpyxl.Workbook()
    for row in (["nis", "regiegebied"], [11002, "Antwerpen"], [44021, "Gent"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(content, parts=None, **more):
    """Return an archive with some parts replaced by others, or changed, or added."""
    stream, changes = io.BytesIO(), {**(parts or {}), **more}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *changes]):
            change = changes.get(name)
            data = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(data) if callable(change) else change or data)
    return stream.getvalue()


def with_rows(*rows):
    """Return a change that puts rows behind those of a sheet."""
    return {SHEET: lambda data: data.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>")}


def listed(content, tmp_path, name="lijst.xlsx"):
    (tmp_path / name).write_bytes(content)
    found = READERS["list"](tmp_path / name)
    return [tuple(row.values.values()) for row in found.rows]


def refused(content, tmp_path, name="lijst.xlsx"):
    (tmp_path / name).write_bytes(content)
    return refusal(READERS["list"], tmp_path / name)


SOUND = [("11002", "Antwerpen"), ("44021", "Gent")]


def numbers(count, form):
    rng = random.Random(1)  # noqa: S311
    return b"".join(form % rng.getrandbits(30) for _ in range(count))


def test_all_rows_of_excel_full_of_blank_cells_are_a_short_list(tmp_path):
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (i, i) for i in range(4, 150_000))
    last = b'<row r="1048576"><c r="B1048576" s="0"/></row>'
    assert listed(repacked(workbook(), with_rows(blank, last)), tmp_path) == SOUND


def test_a_format_in_the_last_column_of_excel_costs_little(tmp_path):
    wide = b"".join(b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (i, i) for i in range(4, 60))
    assert listed(repacked(workbook(), with_rows(wide)), tmp_path) == SOUND


def test_formats_in_the_last_column_of_thousands_of_rows_are_refused(tmp_path):
    wide = b"".join(
        b'<row r="%d"><c r="A%d"><v>11002</v></c><c r="XFD%d" s="0"/></row>' % (i, i, i)
        for i in range(4, 5000)
    )
    assert "too wide" in refused(repacked(workbook(), with_rows(wide)), tmp_path)


def test_a_row_without_end_is_refused_before_it_is_parsed(tmp_path):
    row = b'<row r="4">' + numbers(500_000, b'<c s="%d"/>') + b"</row>"
    assert "row without end" in refused(repacked(workbook(), with_rows(row)), tmp_path)


def test_formats_by_the_hundred_thousand_are_refused_before_they_are_parsed(tmp_path):
    styles = {"xl/styles.xml": lambda data: data + b"<!--" + numbers(900_000, b"%08x") + b"-->"}
    assert "styles.xml" in refused(repacked(workbook(), styles), tmp_path)


def test_texts_of_a_hundred_megabytes_are_refused_before_they_are_parsed(tmp_path):
    rng = random.Random(1)  # noqa: S311
    texts = b"".join(b"<si><t>%s</t></si>" % rng.randbytes(500).hex().encode() for _ in range(9000))
    content = repacked(workbook(), {STRINGS: b"<sst>" + texts + b"</sst>"})
    assert "sharedStrings.xml" in refused(content, tmp_path)


def test_a_gigabyte_of_zeros_is_refused_before_it_is_unpacked(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as inner:
        with inner.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(310):
                part.write(bytes(1_000_000))
        inner.writestr("[Content_Types].xml", "")
    assert "too large when unpacked" in refused(stream.getvalue(), tmp_path)
    # Inside another archive it is a part like any other, which nothing unpacks.
    assert listed(repacked(workbook(), {"xl/media/bom.zip": stream.getvalue()}), tmp_path) == SOUND


def test_an_archive_of_very_many_parts_is_refused(tmp_path):
    content = repacked(workbook(), {f"xl/media/{i}.png": b"x" for i in range(10_001)})
    assert "too large when unpacked" in refused(content, tmp_path)


def test_a_workbook_of_hundreds_of_sheets_is_read_as_its_first(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    for number in range(300):
        book.create_sheet(f"b{number}")
    stream = io.BytesIO()
    book.save(stream)
    assert listed(stream.getvalue(), tmp_path) == SOUND


def test_macros_links_and_exchanges_with_programs_are_neither_run_nor_followed(tmp_path):
    kinds = "[Content_Types].xml"
    content = repacked(
        workbook(),
        {
            kinds: lambda data: data.replace(
                b"sheet.main+xml", b"sheet.macroEnabled.main+xml"
            ).replace(f"{SHEET_ML}.sheet.macro".encode(), b"application/vnd.ms-excel.sheet.macro"),
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"AutoOpen" * 50,
            "xl/externalLinks/externalLink1.xml": (
                b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
            ),
        },
    )
    assert listed(content, tmp_path, "lijst.xlsm") == SOUND


def test_a_command_in_a_formula_is_the_text_of_its_result_or_an_error(tmp_path):
    def row(result):
        formula = b"cmd|' /C calc'!A0"
        return b'<row r="4"><c r="A4"><v>24062</v></c><c r="B4" t="str"><f>%s</f>%s</c></row>' % (
            formula, result,
        )  # fmt: skip

    content = repacked(workbook(), with_rows(row(b"<v>Leuven</v>")))
    assert listed(content, tmp_path) == [*SOUND, ("24062", "Leuven")]
    number = row(b"").replace(b' t="str"', b"")
    assert "formula without a result" in refused(repacked(workbook(), with_rows(number)), tmp_path)


def test_an_apple_numbers_file_and_a_wrong_content_type_are_no_workbook(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    assert "a zip file" in refused(stream.getvalue(), tmp_path)
    wrong = {"[Content_Types].xml": lambda data: data.replace(b"sheet.main+xml", b"x+xml")}
    assert "damaged or not a real one" in refused(repacked(workbook(), wrong), tmp_path)


def test_a_line_of_many_megabytes_and_a_million_columns_are_refused(tmp_path):
    assert "line has more than" in refused(
        b"nis;regiegebied\n" + b"x" * 40_000_000, tmp_path, "a.csv"
    )
    assert refused(b"nis;regiegebied\n" + b";" * 1_000_000, tmp_path, "b.csv")


# Borders.


class Watched(http.server.BaseHTTPRequestHandler):
    """A server that remembers who asked it something."""

    asked: list[str]

    def do_GET(self):
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_GET  # noqa: N815 - so the base class calls it

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    handler = type("Handler", (Watched,), {"asked": []})
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as found:
        threading.Thread(target=found.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{found.server_port}", handler.asked
        found.shutdown()


VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>"
)
GML = (
    '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:a="http://a" '
    'xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://a '
    '{}/wfs?SERVICE=WFS&amp;VERSION=1.1.0&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=a:b">'
    "<gml:featureMember><a:b><a:nis>11002</a:nis></a:b></gml:featureMember></wfs:FeatureCollection>"
)


@pytest.mark.parametrize(
    "content",
    [
        VRT.format("/vsicurl/{}/a.geojson"),
        "<OGRWFSDataSource><URL>{}/wfs</URL></OGRWFSDataSource>",
        GML,
        '{{"type": "gdal_streamed_alg", "command_line": "gdal vector read {}/a.geojson"}}',
    ],
    ids=["virtual", "service", "schema", "command"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_map_that_only_names_an_address_is_not_fetched(tmp_path, server, content, packed):
    address, asked = server
    path = tmp_path / ("grenzen.zip" if packed else "grenzen.gml")
    inside = content.format(address)
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("grenzen.gml", inside)
    else:
        path.write_text(inside)
    assert "grenzen" in refusal(read_boundaries, path)
    assert asked == []


def test_a_map_that_names_another_file_of_this_machine_is_refused(tmp_path):
    (tmp_path / "geheim.csv").write_text("nis,geheim\n11002,x\n")
    path = tmp_path / "grenzen.gpkg"
    path.write_text(VRT.format(tmp_path / "geheim.csv"))
    assert "refers to maps elsewhere" in (said := refusal(read_boundaries, path))
    assert "geheim" not in said.replace(str(tmp_path), "")


@pytest.fixture
def geopackage(tmp_path):
    path = tmp_path / "grenzen.gpkg"
    write_set(embedded(), path)
    return path


def changed(path, script):
    with closing(sqlite3.connect(path)) as base:
        # What the triggers of the spatial index call; nothing that is changed here is a shape.
        for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
            base.create_function(name, 1, lambda _: 0)
        base.executescript(script)


RENAME = "ALTER TABLE municipalities RENAME TO oud;"
# One without an end, and one that takes all memory.
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS fid, "


@pytest.mark.parametrize(
    "script",
    [
        f"{RENAME} CREATE VIEW municipalities AS {ENDLESS} zeroblob(9) AS geom, '1' AS nis FROM c",
        f"ALTER TABLE gpkg_contents RENAME TO oud; CREATE VIEW gpkg_contents AS {ENDLESS} x FROM c",
        "ALTER TABLE municipalities ADD COLUMN b BLOB AS (zeroblob(900000000)) VIRTUAL",
    ],
    ids=["layer", "contents", "column"],
)
def test_a_layer_that_is_computed_is_refused_before_it_is(geopackage, script):
    changed(geopackage, script)
    assert "computed" in refusal(read_boundaries, geopackage)


def test_a_trigger_is_never_run(geopackage):
    changed(geopackage, "DROP TRIGGER IF EXISTS x; CREATE TRIGGER x AFTER INSERT ON municipalities "
            "BEGIN DELETE FROM municipalities; END")  # fmt: skip
    before = geopackage.read_bytes()
    assert len(read_boundaries(geopackage).codes) == 308
    assert geopackage.read_bytes() == before


@pytest.mark.parametrize("table", ["gpkg_contents", "gpkg_spatial_ref_sys", "municipalities"])
def test_a_geopackage_without_one_of_its_tables_is_refused(geopackage, table):
    changed(geopackage, f"PRAGMA foreign_keys = OFF; DROP TABLE {table}")
    assert refusal(read_boundaries, geopackage)


def feature(ring, nis="11002"):
    return {"type": "Feature", "properties": {"nis": nis},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "FeatureCollection", "features": ' + "[" * 100_000,
        json.dumps(feature([[0, 0], [float("nan"), 1], [1, 1], [0, 0]])),
        json.dumps(feature([[0, 0], [float("inf"), 1], [1, 1], [0, 0]])),
        json.dumps(feature([[0, 0], [1e308, 1e308], [1, 1], [0, 0]])),
        json.dumps(feature([[0, 0], [1, 1], [1, 0]])),
        json.dumps(feature([])),
        json.dumps(feature([[i / 7, i % 13] for i in range(200_000)])),
    ],
    ids=["deep", "nan", "infinite", "far", "open", "empty", "long"],
)
def test_coordinates_that_are_none_are_refused(tmp_path, text):
    path = tmp_path / "grenzen.geojson"
    path.write_text(text)
    assert "grenzen.geojson" in refusal(read_boundaries, path)


def test_a_municipality_beyond_every_map_is_told_by_the_check(run, tmp_path):
    found = embedded()
    shapes = found.geometries.copy()
    shapes[0] = box(0, 0, 1e200, 1e200)
    write_set(replace(found, geometries=shapes), tmp_path / "grenzen.gpkg")
    status, out, err = run("boundaries", "check", "grenzen.gpkg", "--lang", "en")
    assert status == 1
    assert "grenzen.gpkg, row 1, column nis: coordinates lie outside the range" in out
    assert err == ""


def test_a_system_from_which_no_way_leads_to_a_map_is_refused(tmp_path):
    path = tmp_path / "grenzen.geojson"
    path.write_text(json.dumps(feature([[0, 0], [1, 1], [1, 0], [0, 0]])))
    axes = 'AXIS["x",east],AXIS["y",north],LENGTHUNIT["m",1]'
    site = f'ENGCRS["werf",EDATUM["werf"],CS[Cartesian,2],{axes}]'

    def read(path):
        return read_boundaries(path, crs=site)

    assert "unknown CRS" in refusal(read, path)


def test_a_text_that_is_no_utf8_in_a_map_is_refused(geopackage):
    changed(geopackage, "UPDATE municipalities SET nis = CAST(x'e8e9' AS TEXT)")
    assert refusal(read_boundaries, geopackage)


def test_a_map_that_unpacks_without_end_is_refused(tmp_path):
    path = tmp_path / "grenzen.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("grenzen.shp", bytes(30_000_000))
    assert "far too large" in refusal(read_boundaries, path)


# Settings, templates, and earlier runs.


@pytest.mark.parametrize("name", ["study", "theme"])
@pytest.mark.parametrize(
    "content",
    [b"a = " + b"[" * 100_000, b"a = " + b"9" * 100_000, b"\xff\xfe", b"a = 1\0", b"x" * 1_000_001],
    ids=["deep", "digits", "encoding", "nul", "large"],
)
def test_settings_that_are_none_are_refused(tmp_path, name, content):
    (tmp_path / "in.toml").write_bytes(content)
    assert "in.toml" in refusal(READERS[name], tmp_path / "in.toml")


def test_a_logo_whose_name_no_file_can_have_is_refused(tmp_path):
    (tmp_path / "in.toml").write_text(f'logo = "{"x" * 400}"')
    assert "no file" in refusal(read_theme, tmp_path / "in.toml")


@pytest.fixture(scope="module")
def template():
    return (shipped_data() / "templates" / "report.docx").read_bytes()


def test_a_template_that_ends_early_or_overlaps_is_refused(tmp_path, template):
    for place in range(0, len(template), 211):
        (tmp_path / "s.docx").write_bytes(template[:place] + b"\xff" * 40 + template[place + 80 :])
        with suppress(InputError):
            assert open_template(tmp_path / "s.docx").sections


def test_a_template_of_much_xml_is_refused_before_it_is_parsed(tmp_path, template):
    body = {"word/document.xml": lambda data: data + b"<w:p/>" * 3_000_000}
    (tmp_path / "s.docx").write_bytes(repacked(template, body))
    assert "far too large" in refusal(open_template, tmp_path / "s.docx")


def test_a_template_of_entities_within_entities_is_refused_or_left_unexpanded(tmp_path, template):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    ) + b"]>"  # fmt: skip

    def put(data):
        head, body = data.split(b"?>", 1)
        return (
            head
            + b"?>"
            + bomb
            + re.sub(rb"(<w:body>)", rb"\1<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", body)
        )

    (tmp_path / "s.docx").write_bytes(repacked(template, {"word/document.xml": put}))
    start = time.monotonic()
    with suppress(InputError):
        assert len(open_template(tmp_path / "s.docx").element.xml) < 1_000_000
    assert time.monotonic() - start < 60


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    out = tmp_path_factory.mktemp("run")
    return build(
        grid_study({0: "A", 1: "A", 2: "B"}), BuildChoice(output=out, parts=("tables",))
    ).folder


@pytest.fixture
def spoiled(earlier, tmp_path):
    """Return a function that copies a run, with a change in one of its files."""

    def spoil(name, change):
        (tmp_path / "tables").mkdir()
        for file in ("manifest.json", SNAPSHOT):
            document = json.loads((earlier / file).read_text())
            if file == name:
                change(document)
            (tmp_path / file).write_text(json.dumps(document))
        return tmp_path

    return spoil


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["municipalities"].append("x"),
        lambda found: found["municipalities"][0].pop("agreement"),
        lambda found: found["municipalities"][0].update(name="\ud800"),
        lambda found: found["regions"][0].update(municipalities=7),
        lambda found: found["coverage"].update(whole=True),
        lambda found: found["coverage"]["whole"][0].update(population_share=1.5),
        lambda found: found["coverage"]["whole"][0].update(population_share=float("nan")),
        lambda found: found.update(subsidy={"regions": [{"region": "A", "total": "veel"}]}),
        lambda found: found.update(findings=[{"rule": "x"}]),
        lambda found: found["study"].update(cycle=["x"]),
    ],
)
def test_results_that_were_damaged_are_refused_by_name(spoiled, change):
    assert "results.json" in refusal(earlier_run, spoiled(SNAPSHOT, change))


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(files=[{"path": "a"}]),
        lambda found: found.update(files="abc"),
        lambda found: found["inputs"].update(membership="x"),
    ],
)
def test_a_manifest_that_was_damaged_is_refused_by_name(spoiled, change):
    assert "manifest.json" in refusal(earlier_run, spoiled("manifest.json", change))


def test_results_that_are_nested_without_end_are_refused(spoiled):
    folder = spoiled(SNAPSHOT, lambda _found: None)
    (folder / SNAPSHOT).write_text("[" * 200_000)
    assert "results.json" in refusal(earlier_run, folder)


def test_what_an_earlier_run_says_cannot_command_a_terminal(spoiled, earlier):
    change = spoiled(SNAPSHOT, lambda found: found["study"].update(cycle="\x1b[2J\u202e"))
    told = since(earlier_run(change), earlier_run(earlier))
    assert "cyclus" in told[0].nl
    assert not any(is_hidden(sign) for text in told for sign in text.nl + text.en)
    assert "Cc" in HIDDEN
