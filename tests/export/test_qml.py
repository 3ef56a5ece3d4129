import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.reading import parsed
from regiekaart.export.facts import Facts
from regiekaart.export.layers import layers_of
from regiekaart.export.looks import Category, text
from regiekaart.export.qml import qml
from regiekaart.export.xml import FORBIDDEN
from regiekaart.facts.membership import Evidence
from regiekaart.language import NL
from regiekaart.maps.style import Style
from regiekaart.maps.theme import PLAIN
from tiny import grid_study

LAYERS = layers_of(Facts(grid_study({1: "A", 9: "B"}, outside=(8,)), NL, PLAIN))


def styled(style, label="een naam"):
    """Return the document of a layer with one class."""
    look = replace(LAYERS[0].looks[0], categories=(Category("1", label, style),), overlay=None)
    return parsed(qml(LAYERS[0], look, PLAIN))


def hatches(style):
    return [
        {o.get("name"): o.get("value") for o in layer.find("Option")}
        for layer in styled(style).iter("layer")
        if layer.get("class") == "LinePatternFill"
    ]


@pytest.mark.parametrize(
    ("hatch", "angles"),
    [("////", ["45"]), ("\\\\\\", ["135"]), ("xx", ["45", "135"]), ("", [])],
)
def test_a_hatch_runs_as_on_paper(hatch, angles):
    assert [found["angle"] for found in hatches(Style("#ffffff", hatch, "#000000"))] == angles


def test_more_strokes_are_closer_together():
    dense, sparse = (
        float(hatches(Style("#ffffff", hatch, "#000000"))[0]["distance"])
        for hatch in ("////", "//")
    )
    assert sparse == pytest.approx(2 * dense, abs=0.002)


def test_dots_are_a_pattern_of_points():
    classes = [
        layer.get("class") for layer in styled(Style("#ffffff", "....", "#000000")).iter("layer")
    ]
    assert classes == ["SimpleFill", "PointPatternFill", "SimpleMarker"]


def test_a_hatch_over_the_fill_is_drawn_only_where_its_condition_holds():
    study = grid_study({1: "A"}, evidence={1: Evidence.INFERRED})
    layer = layers_of(Facts(study, NL, PLAIN))[0]
    root = parsed(qml(layer, layer.looks[0], PLAIN))
    found = {o.get("value") for o in root.iter("Option") if o.get("name") == "expression"}
    # Without a value QGIS would draw it.
    assert found == {"coalesce(\"evidence\" IN ('afgeleid', 'aangenomen'), false)"}
    assert "minder dan gedocumenteerd" in root.find("userNotes").get("value")


def test_the_symbols_and_their_inner_symbols_are_named_as_qgis_expects():
    root = parsed(qml(LAYERS[0], LAYERS[0].looks[0], PLAIN))
    outer = [symbol.get("name") for symbol in root.find("renderer-v2/symbols")]
    assert outer == [each.get("symbol") for each in root.iter("category")]
    for symbol in root.find("renderer-v2/symbols"):
        for position, layer in enumerate(symbol.findall("layer")):
            for inner in layer.findall("symbol"):
                assert inner.get("name") == f"@{symbol.get('name')}@{position}"


def test_names_stand_on_the_shapes_with_a_rim():
    root = parsed(qml(LAYERS[0], LAYERS[0].looks[0], PLAIN))
    style = root.find("labeling/settings/text-style")
    assert root.get("labelsEnabled") == "1"
    assert (style.get("fieldName"), style.get("isExpression")) == ('"name"', "1")
    assert style.find("text-buffer").get("bufferDraw") == "1"


def test_every_column_has_its_name_in_words():
    root = parsed(qml(LAYERS[0], LAYERS[0].looks[0], PLAIN))
    names = {each.get("field"): each.get("name") for each in root.iter("alias")}
    assert list(names) == [column.name for column in LAYERS[0].columns]
    assert names["nis"] == "NIS-code"


def test_graver_findings_are_drawn_over_lesser_ones():
    layer = LAYERS[-1]
    renderer = parsed(qml(layer, layer.looks[0], PLAIN)).find("renderer-v2")
    clause = renderer.find("orderby/orderByClause")
    assert renderer.get("enableorderby") == "1"
    assert (clause.text, clause.get("asc")) == ('"finding"', "0")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_whatever_a_label_holds_the_document_is_well_formed(label):
    found = next(styled(Style("#ffffff"), label).iter("category")).get("label")
    assert found == FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", label)


@given(st.text())
def test_a_text_in_an_expression_ends_where_it_should(value):
    inside = text(value)[1:-1]
    # As QGIS reads it: a doubled quote is a quote, a backslash takes the next sign along.
    assert re.fullmatch(r"(?:[^'\\]|''|\\\\)*", inside, re.DOTALL)
    assert inside.replace("''", "'").replace("\\\\", "\\") == value


def test_a_note_is_html_in_which_a_warning_stays_text():
    layer = replace(LAYERS[0], description="<img src=x onerror=alert(1)>")
    note = parsed(qml(layer, layer.looks[0], PLAIN)).find("userNotes").get("value")
    assert "&lt;img" in note
    assert "<img" not in note
