from collections import Counter

import pytest

from regiekaart.facts.partitions import other_partitions
from regiekaart.facts.places import places
from regiekaart.facts.published import published_figures


def test_the_published_figures_are_read_with_their_kind():
    figures = {figure.id: figure for figure in published_figures()}
    assert len(figures) == 47
    assert figures["2023-pop"].percent == pytest.approx(93.13)
    assert (figures["2023-mun"].count, figures["2023-mun"].total) == (261, 300)
    assert figures["2022-so-ant"].total == 70


def test_the_other_partitions_are_complete():
    sizes = Counter(kind for kind, _ in other_partitions())
    assert sizes == {"woonmaatschappij": 42, "politiezone": 101, "eerstelijnszone": 56}
    for kind in sizes:
        members = [
            nis for (of, _), codes in other_partitions().items() if of == kind for nis in codes
        ]
        assert len(members) == len(set(members)) == 285


def test_every_place_lies_in_a_municipality_of_2018():
    found = places()
    assert len(found) == 1131
    assert len({place.nis_2018 for place in found}) == 308
