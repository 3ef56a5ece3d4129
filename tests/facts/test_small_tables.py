"""Adjacency and agreements: read, checked, and as known on a day."""

from datetime import date

from regiekaart.facts.adjacency import neighbour_pairs
from regiekaart.facts.agreements import Agreement, Status, shipped_agreements, statuses_at
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence


def test_the_neighbours_of_every_vintage_are_its_own_municipalities():
    for day, pairs in ((date(2015, 1, 1), 822), (date(2023, 1, 1), 798)):
        found = neighbour_pairs(day)
        assert len(found) == pairs
        assert {code for pair in found for code in pair} <= set(history().at(day).codes)


def test_voeren_touches_no_other_flemish_municipality():
    assert all("73109" not in pair for pair in neighbour_pairs(date(2023, 1, 1)))


def test_the_neighbours_of_2025_follow_by_merging():
    pairs = neighbour_pairs(date(2025, 1, 1))
    assert ("11002", "11007") not in pairs
    assert all(a < b for a, b in pairs)
    assert {code for pair in pairs for code in pair} <= set(history().at(date(2025, 1, 1)).codes)


def test_an_agreement_speaks_from_the_day_it_is_known_until_it_ends():
    signed = Agreement(
        "44021", Status.SIGNED, None, date(2022, 12, 31), date(2021, 6, 1),
        Evidence.DOCUMENTED, "bron", "",
    )  # fmt: skip
    assert statuses_at([signed], date(2021, 5, 31)) == {}
    assert statuses_at([signed], date(2022, 12, 31)) == {"44021": signed}
    assert statuses_at([signed], date(2023, 1, 1)) == {}


def test_the_newest_knowledge_counts():
    known = shipped_agreements()
    assert len(known) == 95
    latest = statuses_at(known, date(2026, 1, 1))
    assert latest["23009"].status is Status.NONE
