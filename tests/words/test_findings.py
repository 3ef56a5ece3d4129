from __future__ import annotations

from datetime import date

import pytest

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.rules import check
from regiekaart.words.findings import finding_lists
from tiny import grid_study


@pytest.fixture(scope="module")
def lists():
    return finding_lists(check(load_study(StudyChoice(cycle="2023"))))


def words(found):
    return [text.nl for each in found for text in (*each.messages, *each.shared)]


def test_what_holds_for_each_region_is_said_once(lists):
    told = " ".join(words(lists))
    assert told.count("tijd tot 1 januari 2026") == 1
    straddle = next(each for each in lists if each.rule.nl == "past in één referentieregio")
    assert len(straddle.messages) == 3
    assert len(straddle.shared) == 1


def test_forms_that_are_not_known_are_one_sentence(lists):
    (form,) = [each for each in lists if each.rule.nl == "een toegelaten rechtsvorm"]
    assert [text.nl for text in form.messages] == [
        (
            "Van 8 regiegebieden staat de rechtsvorm niet op de lijst: GriMaViZa, Maasland, "
            "Mijngemeenten, Rivierenland, Selab, SEVA Vlaamse Ardennen, Stadsregio Turnhout en "
            "Werkkracht10. Of die toegelaten is, is dus niet te zeggen."
        )
    ]


def test_every_finding_is_told(lists):
    result = check(load_study(StudyChoice(cycle="2023")))
    told = " ".join(words(lists))
    for finding in result.findings:
        assert finding.region is None or finding.region in told
        if finding.clause is not None:
            assert finding.clause.nl in told
        assert all(text.nl in told for text in finding.advice)


def test_one_finding_keeps_its_own_clause():
    reference = {k: "Noord" if k > 6 else "Zuid" for k in range(1, 10)}
    study = grid_study(
        {4: "A", 7: "A", 8: "A", 5: "A"},
        outside=(1, 2, 3, 6, 9),
        population=(50_000,) * 9,
        forms={"A": "interlokale vereniging"},
        reference=reference,
        day=date(2026, 1, 1),
    )
    (found,) = finding_lists(check(study))
    assert found.severity == "error"
    assert found.shared == ()
    assert "Sinds 1 januari 2026" in found.messages[0].nl
