"""The maps of another scheme: its own words in every legend, title and text for the blind."""

from dataclasses import replace

import pytest

from other_scheme import flemish_words, other_grid
from regiekaart.language import EN, NL, Text
from regiekaart.maps.pages import PageMaker
from regiekaart.maps.theme import PLAIN
from regiekaart.scheme.noun import Noun

BONDS = {1: "Alfa", 2: "Alfa", 4: "Alfa", 3: "Beta", 6: "Beta", 7: "Beta"}
AREA = Noun(Text("gebied", "area"), Text("gebieden", "areas"), neuter=True)


def pages(study, language):
    return PageMaker(study, language, PLAIN).pages()


def labels(study, language=NL):
    return {entry.label for spec in pages(study, language) for entry in spec.legend}


@pytest.mark.parametrize("language", [NL, EN])
@pytest.mark.parametrize("outside", [(), (5, 8, 9)])
def test_no_page_has_a_word_of_flanders(outside, language):
    found = pages(other_grid(BONDS, outside=outside), language)
    assert len(found) > 3
    assert flemish_words("\n".join(map(repr, found))) == []
    assert {spec.kind for spec in found} >= {"whole", "quarter", "league"}


def test_the_article_goes_with_the_word():
    assert "grens van het kwartier" in labels(other_grid(BONDS))
    assert "border of the quarter" in labels(other_grid(BONDS), EN)


def test_another_group_is_called_by_its_gender():
    study = other_grid(BONDS)
    assert "plek van een andere bond" in labels(study)
    made = replace(study, scheme=replace(study.scheme, group=AREA))
    made.__dict__.update(study.__dict__ | {"scheme": made.scheme})
    assert "plek van een ander gebied" in labels(made)
