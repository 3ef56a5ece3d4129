import base64
import io
import pickle
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from other_scheme import flemish_words, other_grid
from regiekaart.language import EN, NL
from regiekaart.maps.atlas import Called, Series, draw_series
from regiekaart.maps.fonts import SOURCE_SANS, Font
from regiekaart.maps.label_text import text_size
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.shapes import Land
from regiekaart.maps.spec import PageSpec
from regiekaart.maps.svg_fonts import font_faces, font_family
from regiekaart.maps.svg_layers import LAYERS, fill_names, layer_title
from regiekaart.maps.theme import MM_PER_POINT, PLAIN
from tiny import grid_study

SVG = "{http://www.w3.org/2000/svg}"
LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
MODE = "{http://www.inkscape.org/namespaces/inkscape}groupmode"
HREF = "{http://www.w3.org/1999/xlink}href"


def drawn(study, spec: PageSpec, folder, language=NL):
    series = Series(study.names, Land(study.boundaries), folder, ("svg",), 60, language=language)
    (path,) = draw_series([spec], series)
    return path


def parsed(path):
    return ET.parse(path).getroot()  # noqa: S314 - the file of this test


def page(study, number=0, language=NL):
    return PageMaker(study, language, PLAIN).pages()[number]


@pytest.fixture(scope="module")
def study():
    return grid_study({1: "A", 2: "A", 9: "B"}, outside=(8,))


@pytest.fixture(scope="module")
def province(study):
    return PageMaker(study, NL, PLAIN).pages(["province"])[0]


@pytest.fixture(scope="module")
def root(study, province, tmp_path_factory):
    return parsed(drawn(study, province, tmp_path_factory.mktemp("svg")))


def layers(root):
    (top,) = [group for group in root if group.get("id") == "page"]
    return {group.get("id"): group for group in top}


def texts(group):
    return [text.text for text in group.iter(f"{SVG}text")]


def test_a_page_is_made_of_named_layers_in_the_order_in_which_they_are_painted(root):
    found = layers(root)
    assert list(found) == [
        "paper", "context", "fills", "borders-units", "borders-groups", "borders-parts",
        "labels", "scale-bar", "inset", "legend", "title", "footer",
    ]  # fmt: skip
    for name, layer in found.items():
        assert layer.get(MODE) == "layer"
        assert layer.get(LABEL) == layer_title(name, Called.of(grid_study({})), NL)


def test_each_layer_holds_its_own_text(root, province):
    found = layers(root)
    assert texts(found["title"])[:2] == [province.kicker, province.title]
    assert {"Plaats 7", "Plaats 8", "Plaats 9"} <= set(texts(found["labels"]))
    assert all(text.startswith("Plaats ") for text in texts(found["labels"]))
    assert texts(found["legend"])[0] == province.legend_title
    assert [entry.label in texts(found["legend"]) for entry in province.legend] == [True] * 5
    assert province.page_number in texts(found["footer"])
    assert texts(found["scale-bar"])[-1].endswith(" km")


def test_fills_have_the_names_of_the_legend(root):
    fills = layers(root)["fills"]
    assert [(fill.get(MODE), fill.get(LABEL)) for fill in fills] == [
        ("layer", "geen lid van een regiegebied"),
        ("layer", "lidmaatschap onbekend"),
        ("layer", "B"),
    ]
    for fill in fills:
        assert fill.get("style").startswith("fill: ")
        assert "stroke" not in fill.get("style")
        assert [path.get("style") for path in fill] == [None]


def test_on_real_pages_each_region_has_a_fill_with_its_own_name(study_2023):
    for spec in PageMaker(study_2023, NL, PLAIN).pages(theme="membership"):
        names = fill_names(spec)
        for patch, name in zip(spec.patches, names, strict=True):
            regions = {int(study_2023.group_of[unit]) for unit in patch.units}
            if len(regions) == 1 and not patch.faint and spec.kind != "misfit":
                (region,) = regions
                own = study_2023.groups[region].name if region >= 0 else "lidmaatschap onbekend"
                alone = spec.kind == "regie-region" and region >= 0
                assert name == ("gemeente van het regiegebied" if alone else own)


def test_the_border_of_every_municipality_is_the_edge_of_its_fill(root):
    found = layers(root)
    shapes = [
        path.get("id") for name in ("context", "fills") for path in found[name].iter(f"{SVG}path")
    ]
    lines = [use.get(HREF) for use in found["borders-units"].iter(f"{SVG}use")]
    assert lines == [f"#{name}" for name in shapes]
    assert len(set(shapes)) == len(shapes) >= 3
    for group in found["borders-units"]:
        assert group.get("style").startswith("fill: none; stroke: #")


def test_everything_that_is_pointed_at_is_there_once(root):
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    pointed = {use.get(HREF)[1:] for use in root.iter(f"{SVG}use")}
    for element in root.iter():
        for value in element.attrib.values():
            pointed.update(re.findall(r"url\(#(.+?)\)", value))
    assert pointed <= set(ids)


def test_the_picture_says_what_it_shows(root, province):
    assert root.get("role") == "img"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    title, described = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", "Noord (Provincie)")
    assert (described.tag, described.text) == (f"{SVG}desc", province.alt)
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert len(root.findall(f"{SVG}title")) == 1


def test_nothing_is_lost_or_left_over(root):
    assert "other" not in layers(root)
    assert "page" not in {name.partition(".")[0] for name in layers(root)}


@pytest.mark.parametrize("number", range(0, 58, 5))
def test_real_pages_leave_nothing_outside_a_layer(study_2023, number, tmp_path):
    root = parsed(drawn(study_2023, page(study_2023, number), tmp_path))
    found = layers(root)
    assert set(found) <= set(LAYERS) - {"other"}
    assert list(found) == [name for name in LAYERS if name in found]


def test_an_english_page_has_english_layers(study, tmp_path):
    root = parsed(drawn(study, page(study, language=EN), tmp_path, EN))
    assert layers(root)["legend"].get(LABEL) == "Legend"


def test_the_watermark_of_an_invented_list_is_a_layer(tmp_path):
    invented = grid_study({1: "A"}, fictional=True)
    root = parsed(drawn(invented, page(invented), tmp_path))
    assert "watermark" in layers(root)


def test_a_hostile_name_stays_text(tmp_path):
    name = '"><script>alert(1)</script>&'
    study = grid_study({1: name, 2: "]]>", 9: "#url(x)"})
    path = drawn(study, page(study), tmp_path)
    root = parsed(path)
    assert not list(root.iter(f"{SVG}script"))
    assert name in texts(layers(root)["legend"])
    assert name in {fill.get(LABEL) for fill in layers(root)["fills"]}
    assert "<!DOCTYPE" not in path.read_text("utf-8")


def test_names_that_make_the_same_id_get_two(tmp_path):
    study = grid_study({1: "A!", 9: "A?"})
    root = parsed(drawn(study, page(study), tmp_path))
    ids = [fill.get("id") for fill in layers(root)["fills"]]
    assert len(set(ids)) == len(ids)
    assert {"fills-a", "fills-a-2"} <= set(ids)
    assert {"A!", "A?"} <= {fill.get(LABEL) for fill in layers(root)["fills"]}


def test_every_municipality_is_found_by_its_code_and_its_name(root, study, province):
    found = layers(root)
    shapes = [path for name in ("context", "fills") for path in found[name].iter(f"{SVG}path")]
    named = {path.get("id"): path.get(LABEL) for path in shapes}
    codes = study.boundaries.codes
    assert len(named) == len(shapes)
    assert {f"nis-{codes[unit]}": study.names[unit] for unit in province.units}.items() <= (
        named.items()
    )
    assert all(name == study.names[codes.index(key[4:])] for key, name in named.items())


def test_on_a_real_page_each_municipality_of_the_subject_has_its_own_shape(study_2023, tmp_path):
    spec = next(s for s in PageMaker(study_2023, NL, PLAIN).pages(["province"]))
    root = parsed(drawn(study_2023, spec, tmp_path))
    fills = layers(root)["fills"].iter(f"{SVG}path")
    wanted = {f"nis-{study_2023.codes[unit]}": study_2023.names[unit] for unit in spec.units}
    named = {path.get("id"): path.get(LABEL) for path in fills}
    assert wanted.items() <= named.items()


def faces(root):
    rules = "".join(style.text for style in root.iter(f"{SVG}style"))
    pattern = r'font-family:"(.*?)";font-weight:(\d+);src:url\(data:font/woff;base64,(.*?)\)'
    return {(name, int(w)): base64.b64decode(d) for name, w, d in re.findall(pattern, rules)}


def letters_of(woff):
    with TTFont(io.BytesIO(woff)) as font:
        return set(map(chr, font.getBestCmap()))


def test_text_is_set_in_the_letters_that_the_file_brings_along(root):
    (top,) = [group for group in root if group.get("id") == "page"]
    assert top.get("style") == 'font-family: "Source Sans Pro", "DejaVu Sans", sans-serif'
    assert not [t for t in root.iter(f"{SVG}text") if "font-family" in t.get("style")]
    brought = faces(root)
    assert set(brought) == {("Source Sans Pro", 400), ("Source Sans Pro", 700)}
    for text in root.iter(f"{SVG}text"):
        weight = 700 if "font-weight: 700" in text.get("style") else 400
        assert set(text.text) <= letters_of(brought["Source Sans Pro", weight])
    assert sum(map(len, brought.values())) < 40_000


def test_signs_that_the_font_lacks_are_brought_along_from_the_spare_one(tmp_path):
    study = grid_study({1: "⇄ Genk", 9: "日"})
    brought = faces(parsed(drawn(study, page(study), tmp_path)))
    assert letters_of(brought["DejaVu Sans", 400]) == {"⇄"}


def test_a_font_that_may_not_be_embedded_is_not(tmp_path):
    bound = tmp_path / "bound.ttf"
    with TTFont(SOURCE_SANS.regular, recalcTimestamp=False) as font:
        font["OS/2"].fsType = 0x0002
        font.save(bound)
    assert font_faces(Font("Bound", bound), {False: {"a"}}) == ""
    assert font_faces(Font("Of this machine"), {False: {"a"}}) == ""


def test_the_name_of_a_font_is_a_string_of_css_whatever_is_in_it():
    assert font_family(Font('A"; fill: red; \\')).startswith('"A\\"; fill: red; \\\\", ')


@pytest.mark.browser
def test_a_browser_sets_the_page_in_the_letters_of_the_file_and_asks_nothing_of_others(
    browser, study, province, tmp_path
):
    path = drawn(study, province, tmp_path)
    shown, requests = browser.new_page(), []
    shown.on("request", lambda request: requests.append(request.url.partition(":")[0]))
    shown.goto(path.as_uri())
    statuses = shown.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].map(face => face.status))"
    )
    wide = shown.evaluate("document.querySelector('#title text').getComputedTextLength()")
    shown.close()
    assert statuses == ["loaded", "loaded"]
    assert set(requests) <= {"file", "data"}
    first = PLAIN.kicker_size
    measured = text_size([province.kicker], first, PLAIN.font, bold=True)[0]
    assert wide == pytest.approx(measured / MM_PER_POINT, rel=0.01)


def test_the_same_page_gives_the_same_bytes(study, province, tmp_path):
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    first, second = (drawn(study, province, tmp_path / name).read_bytes() for name in "12")
    assert first == second


def test_the_layers_of_another_scheme_have_its_words():
    assert (
        layer_title("borders-groups", Called.of(grid_study({})), NL) == "Grenzen van regiegebieden"
    )
    called = Called.of(other_grid())
    titles = [layer_title(name, called, language) for name in LAYERS for language in (NL, EN)]
    assert flemish_words("\n".join(titles)) == []
    assert {"Grenzen van plekken", "Borders of leagues"} < set(titles)


def test_the_shapes_of_units_of_their_own_are_named_by_their_code(tmp_path):
    study = other_grid({1: "A", 2: "A"})
    units = study.boundaries
    odd = replace(units, codes=("wijk 1", "wijk-1", *units.codes[2:]))
    series = Series(
        study.names, Land(odd), tmp_path, ("svg",), 60, language=NL, called=Called.of(study)
    )
    (path,) = draw_series([page(study)], series)
    ids = [shape.get("id") for shape in parsed(path).iter() if shape.get(LABEL) in study.names]
    assert sorted(ids)[-2:] == ["code-wijk-1", "code-wijk-1-2"]
    assert not [each for each in ids if not each.startswith("code-") or " " in each]


def test_a_series_can_be_sent_to_another_process():
    """As it is where no process can be forked: a scheme could not."""
    study = other_grid({1: "A", 2: "A"})
    series = Series(study.names, Land(study.boundaries), Path(), (), 60, called=Called.of(study))
    assert pickle.loads(pickle.dumps(series)).called == series.called  # noqa: S301 - made here
