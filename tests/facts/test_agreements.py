"""Agreements: which statement counts for which day, and across mergers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiekaart.facts.agreement_standings import agreement_facts, standings_at
from regiekaart.facts.agreements import Agreement, Status, shipped_agreements, statuses_at
from regiekaart.facts.flanders import history
from regiekaart.facts.membership import Evidence
from regiekaart.facts.territory import FIRST_DAY, LAST_DAY

OCTOBER = date(2022, 10, 17)
GENT = "44021"


def told(status=Status.SIGNED, known="2022-06-01", nis=GENT, **days):
    """Return what a source says, its days as text."""
    given_days = {name: date.fromisoformat(day) for name, day in days.items()}
    return Agreement(
        nis, status, given_days.pop("signed_on", None), given_days.pop("ends_on", None),
        date.fromisoformat(known), Evidence.DOCUMENTED, "bron", "", **given_days,
    )  # fmt: skip


def standing(day, *said, nis=GENT):
    (found,), _ = standings_at(said, day, [nis])
    return found


def status(day, *said, nis=GENT):
    return standing(date.fromisoformat(day), *said, nis=nis).status


def test_a_signature_that_became_known_later_counts_from_the_day_of_signing():
    said = told(signed_on="2021-12-01", known="2022-01-11")
    assert status("2021-11-30", said) is Status.UNKNOWN
    assert status("2021-12-01", said) is Status.SIGNED
    assert standing(date(2021, 12, 15), said).evidence is Evidence.DOCUMENTED


def test_a_signature_without_a_day_says_nothing_of_the_time_before_it_was_known():
    said = told(known="2022-12-31", ends_on="2025-12-31")
    assert status("2022-10-17", said) is Status.UNKNOWN
    assert status("2022-12-31", said) is Status.SIGNED


def test_after_its_end_an_agreement_is_unknown_and_not_none():
    said = told(signed_on="2021-06-01", ends_on="2022-12-31")
    assert status("2022-12-31", said) is Status.SIGNED
    after = standing(date(2023, 1, 1), said)
    assert after.status is Status.UNKNOWN
    assert (after.rows, after.others) == ((), (said,))


@pytest.mark.parametrize(
    ("signed", "last_day"),
    [("2017-06-15", "2019-12-31"), ("2018-12-31", "2019-12-31"), ("2019-01-01", "2025-12-31"),
     ("2024-12-31", "2025-12-31"), ("2025-01-01", "2031-12-31")],
)  # fmt: skip
def test_without_a_stated_end_it_runs_to_the_year_after_the_municipal_term(signed, last_day):
    said = told(signed_on=signed, known=signed)
    assert said.runs_until == date.fromisoformat(last_day)


def test_every_end_in_the_sources_is_the_end_that_the_rule_takes_where_none_is_stated():
    stated = [a for a in shipped_agreements() if a.ends_on and a.signed_on]
    assert len(stated) == 27
    for a in stated:
        signed = a.signed_on.isoformat()
        assert told(signed_on=signed, known=signed).runs_until == a.ends_on


def test_what_is_carried_to_another_day_is_inferred_at_best():
    said = told(signed_on="2021-06-24", known="2021-06-24")
    assert standing(date(2021, 6, 24), said).evidence is Evidence.DOCUMENTED
    assert standing(OCTOBER, said).evidence is Evidence.INFERRED
    none = told(Status.NONE, "2022-10-01")
    assert standing(OCTOBER, none).evidence is Evidence.INFERRED


@pytest.mark.parametrize("passing", [Status.NONE, Status.NEGOTIATING, Status.TO_START])
def test_a_passing_status_counts_for_a_year_and_never_before_its_day(passing):
    said = told(passing, "2021-09-23")
    found = [status(day, said) for day in ("2021-09-22", "2021-09-23", "2022-09-23", "2022-09-24")]
    assert found == [Status.UNKNOWN, passing, passing, Status.UNKNOWN]


def test_a_leap_day_ends_its_year_on_28_february():
    assert told(Status.NONE, "2024-02-29").runs_until == date(2025, 2, 28)


def test_none_in_2025_says_nothing_of_2022():
    (found,), _ = standings_at(shipped_agreements(), OCTOBER, ["23009"])
    assert found.status is Status.UNKNOWN
    assert statuses_at(shipped_agreements(), date(2025, 6, 1))["23009"].status is Status.NONE


def test_the_newest_knowledge_that_counts_for_the_day_wins():
    old, new = told(Status.NEGOTIATING, "2022-06-01"), told(known="2022-09-01")
    assert status("2022-08-31", new, old) is Status.NEGOTIATING
    assert status("2022-10-17", new, old) is Status.SIGNED
    assert standing(OCTOBER, new, old).others == (old,)


def test_talks_on_a_renewal_do_not_undo_an_agreement_that_runs_to_a_stated_end():
    talks = told(Status.NEGOTIATING, "2022-09-01")
    assert status("2022-10-17", told(ends_on="2022-12-31", known="2022-01-01"), talks) is (
        Status.SIGNED
    )
    assert status("2022-10-17", told(known="2022-01-01"), talks) is Status.NEGOTIATING
    ended = told(Status.NONE, "2022-09-01")
    assert (
        status("2022-10-17", told(ends_on="2022-12-31", known="2022-01-01"), ended) is Status.NONE
    )


def test_a_signature_after_the_day_is_expected_and_not_a_status():
    found = standing(OCTOBER, told(signed_on="2023-03-09", known="2023-03-09"))
    assert (found.status, found.expected_on) == (Status.UNKNOWN, date(2023, 3, 9))
    assert found.forecast(date(2023, 3, 8)) is Status.UNKNOWN
    assert found.forecast(date(2023, 3, 9)) is Status.SIGNED


def test_a_forecast_follows_the_expected_date_and_the_end():
    waiting = standing(OCTOBER, told(Status.TO_START, expected_on=date(2022, 12, 31).isoformat()))
    assert waiting.forecast(date(2022, 12, 30)) is Status.TO_START
    assert waiting.forecast(date(2022, 12, 31)) is Status.SIGNED
    ending = standing(OCTOBER, told(ends_on="2022-12-31"))
    assert ending.forecast(date(2022, 12, 31)) is Status.SIGNED
    assert ending.forecast(date(2023, 1, 1)) is Status.UNKNOWN


def test_an_expected_date_that_has_passed_is_no_expectation():
    found = standing(OCTOBER, told(Status.TO_START, expected_on="2022-10-17"))
    assert found.expected_on is None


def test_since_and_end_are_told_where_they_are_known():
    found = standing(OCTOBER, told(signed_on="2021-06-24", ends_on="2025-12-31"))
    assert (found.since, found.ends) == (date(2021, 6, 24), date(2025, 12, 31))
    assert standing(OCTOBER, told()).since is None


def test_parts_of_a_merger_that_agree_keep_their_status():
    """Galmaarden, Gooik and Herne became Pajottegem on 1 January 2025."""
    (found,), notices = standings_at(shipped_agreements(), date(2025, 6, 1), ["23106"])
    assert (found.status, notices) == (Status.NONE, ())
    assert {row.nis for row in found.rows} == {"23023", "23024", "23032"}


def test_parts_of_a_merger_that_differ_are_unknown_and_named():
    """Antwerpen keeps its code, but Borsbeek joined it in 2025."""
    (found,), (notice,) = standings_at(shipped_agreements(), date(2025, 6, 1), ["11002"])
    assert (found.status, found.evidence) == (Status.UNKNOWN, None)
    assert "Antwerpen: afgesloten; Borsbeek: onbekend" in notice.message.nl
    assert "counts as unknown" in notice.message.en
    assert (notice.file, notice.value) == ("agreements.csv", "11002")


def test_a_merger_is_signed_in_a_forecast_once_its_last_part_is():
    """Hasselt has signed, Kortessem is expected; together they are Hasselt (71072)."""
    day = date(2025, 6, 1)
    hasselt = told(nis="71022", known="2024-06-01")
    kortessem = told(Status.TO_START, nis="73040", known="2025-05-01", expected_on="2025-09-01")
    (found,), _ = standings_at([hasselt, kortessem], day, ["71072"])
    assert (found.status, found.expected_on) == (Status.UNKNOWN, date(2025, 9, 1))
    assert found.forecast(date(2025, 9, 1)) is Status.SIGNED


def test_what_is_said_of_a_merged_municipality_holds_for_its_parts_before():
    said = told(nis="71072", known="2025-02-01", signed_on="2024-06-01")
    standings, _ = standings_at([said], date(2024, 12, 31), ["71022", "73040"])
    assert [s.status for s in standings] == [Status.SIGNED] * 2


def test_the_shipped_statuses_on_the_day_of_the_published_table():
    codes = history().at(OCTOBER).codes
    facts = agreement_facts(None, OCTOBER, codes)
    found = [s for s in facts.standings if s.status is not Status.UNKNOWN]
    assert len(facts.standings) == 300
    assert [s.status for s in found] == [Status.SIGNED] * 43
    assert sum(s.evidence is Evidence.DOCUMENTED for s in found) == 30
    assert facts.notices == ()
    assert len(facts.sha256) == 64


statements = st.lists(
    st.builds(
        Agreement,
        nis=st.just(GENT),
        status=st.sampled_from(Status),
        signed_on=st.none() | st.dates(FIRST_DAY, LAST_DAY),
        ends_on=st.none() | st.dates(FIRST_DAY, LAST_DAY),
        known_on=st.dates(FIRST_DAY, LAST_DAY),
        evidence=st.sampled_from(Evidence),
        source=st.just("bron"),
        note=st.just(""),
        expected_on=st.none() | st.dates(FIRST_DAY, LAST_DAY),
    ),
    max_size=5,
)
days = st.dates(FIRST_DAY, LAST_DAY)


@given(statements, days)
def test_a_status_rests_on_a_statement_that_counts_for_the_day(said, day):
    found = standing(day, *said)
    counting = [a for a in said if a.speaks_for(day)]
    assert (found.status is Status.UNKNOWN) == (not counting) == (found.evidence is None)
    if counting:
        # Talks do not end an agreement whose stated end is still to come.
        running = [a for a in counting if a.status is Status.SIGNED and a.ends_on]
        newest = max(a.known_on for a in counting)
        assert found.rows[0].known_on == newest or found.rows[0] in running
        assert found.status is found.rows[0].status


@given(statements, days)
def test_nothing_that_is_said_is_lost(said, day):
    found = standing(day, *said)
    assert sorted(map(repr, found.rows + found.others)) == sorted(map(repr, said))


@given(statements, days, days)
def test_an_expected_day_lies_after_the_day_and_a_forecast_for_the_day_is_the_status(
    said, day, later
):
    found = standing(day, *said)
    assert found.expected_on is None or found.expected_on > day
    assert found.forecast(day) is found.status
    if found.status is Status.UNKNOWN and later >= day:
        assert found.forecast(later) in {Status.UNKNOWN, Status.SIGNED}


def test_a_forecast_ends_with_the_agreement_that_is_expected():
    said = told(signed_on="2023-02-01", ends_on="2023-05-01", known="2023-02-01")
    found = standing(OCTOBER, said)
    assert found.forecast(date(2023, 5, 1)) is Status.SIGNED
    assert found.forecast(date(2023, 5, 2)) is Status.UNKNOWN


def test_a_merged_municipality_is_signed_while_all_of_its_parts_are():
    """Antwerpen took in Borsbeek on 1 January 2025; only Borsbeek's agreement is still expected."""
    day = date(2025, 1, 1)
    antwerpen = told(nis="11002", known="2024-01-01", ends_on="2025-03-31", as_of="2024-12-31")
    borsbeek = told(
        Status.NONE, nis="11007", known="2024-06-01", expected_on="2025-02-01", as_of="2024-12-31"
    )
    (found,), _ = standings_at([antwerpen, borsbeek], day, ["11002"])
    assert found.forecast(date(2025, 1, 31)) is Status.UNKNOWN
    assert found.forecast(date(2025, 3, 1)) is Status.SIGNED
    assert found.forecast(date(2025, 4, 1)) is Status.UNKNOWN
