"""Each rule on a grid whose answers a person can see."""

from datetime import date
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regiekaart import StudyChoice, load_study
from regiekaart.analysis.lineage import Kind
from regiekaart.analysis.rules import Verdict, check
from regiekaart.errors import Severity
from regiekaart.facts.membership import Evidence, Membership, MembershipRow
from regiekaart.language import EN, NL
from regiekaart.study import UNKNOWN, Exemption, Group
from tiny import CODES, grid_study

FORM = "interlokale vereniging"
BIG = (40_000,) * 9
ALL = range(1, 10)
WEST_EAST = {k: "West" if k % 3 == 1 else "Oost" for k in ALL}


def complete(regions, **settings):
    settings.setdefault("forms", dict.fromkeys(regions.values(), FORM))
    settings.setdefault("population", BIG)
    rest = tuple(k for k in ALL if k not in regions)
    return grid_study(regions, outside=rest, **settings)


def partial_list(regions, **settings):
    settings.setdefault("forms", dict.fromkeys(regions.values(), FORM))
    settings.setdefault("population", BIG)
    return grid_study(regions, **settings)


def found(study, rule):
    return [f for f in check(study).findings if f.rule == rule]


def only(study, rule):
    (finding,) = found(study, rule)
    return finding


# --- Minimum scale ------------------------------------------------------------------------------

scale = partial(only, rule="minimum-population")


def test_a_region_below_the_minimum_is_an_error_that_says_how_much_is_lacking():
    finding = scale(complete({1: "A", 2: "A"}, population=(20_000,) * 9))
    assert (finding.severity, finding.measured, finding.required) == ("error", 40_000, 60_000)
    assert finding.units == CODES[:2]
    assert "20.000 te weinig" in finding.message.nl
    assert "20,000 too few" in finding.message.en


def test_a_region_at_the_minimum_is_in_order():
    assert found(complete({1: "A", 2: "A"}, population=(30_000,) * 9), "minimum-population") == []


def test_a_centre_city_alone_needs_no_minimum():
    study = complete({1: "A"}, centre_cities=(1,))
    assert found(study, "minimum-population") == []
    assert check(study).regions[0].centre_city_alone is True


def test_a_centre_city_with_a_partner_does():
    study = complete({1: "A", 2: "A"}, centre_cities=(1,), population=(20_000,) * 9)
    assert scale(study).severity is Severity.ERROR


def test_with_unknown_members_it_cannot_be_said_and_names_who_decides():
    study = partial_list({1: "A", 2: "B", 3: "B"})
    finding = scale(study)
    assert (finding.region, finding.severity, finding.verdict) == ("A", "info", Verdict.OPEN)
    assert set(finding.hinges_on) == set(CODES[3:])
    assert "hangt af van" in finding.message.nl


def test_who_decides_are_those_of_the_same_reference_region_if_they_suffice():
    study = partial_list({1: "A", 2: "B", 3: "B"}, reference=WEST_EAST)
    assert scale(study).hinges_on == (CODES[3], CODES[6])


def test_a_centre_city_whose_form_says_alone_hinges_on_nobody():
    study = partial_list({1: "A"}, centre_cities=(1,), forms={"A": "centrumstad"})
    assert found(study, "minimum-population") == []


def test_a_form_that_the_members_contradict_proves_nothing():
    study = partial_list({1: "A"}, forms={"A": "centrumstad"})
    assert scale(study).verdict is Verdict.OPEN


def test_what_all_of_the_unknown_cannot_reach_is_a_breach():
    study = partial_list(dict.fromkeys(range(1, 9), "A"), population=(5_000,) * 9)
    assert scale(study).verdict is Verdict.BROKEN


# --- Form ---------------------------------------------------------------------------------------

form = partial(only, rule="form")


def test_a_group_without_members_is_checked_like_any_other():
    """Only a made-up study has one: a list names no region without a municipality."""
    for listed in (complete, partial_list):
        study = listed({1: "A", 2: "A"})
        study.__dict__["groups"] = (*study.groups, Group("Leeg"))
        assert "form" in [f.rule for f in check(study).findings if f.region == "Leeg"]


def test_an_allowed_form_is_in_order_however_it_is_written():
    for word in ("Interlokale Vereniging", "interlokale-vereniging", "OCMW-vereniging"):
        assert found(complete({1: "A", 2: "A"}, forms={"A": word}), "form") == []


def test_another_form_is_an_error_that_names_what_is_allowed():
    finding = form(complete({1: "A", 2: "A"}, forms={"A": "vzw"}))
    assert (finding.severity, finding.measured) == ("error", "vzw")
    assert "welzijnsvereniging" in finding.message.nl


def test_two_forms_are_an_error():
    finding = form(complete({1: "A", 2: "A"}, forms={"A": f"{FORM} / projectvereniging"}))
    assert finding.severity is Severity.ERROR


def test_a_form_that_is_not_on_the_list_cannot_be_judged():
    finding = form(complete({1: "A", 2: "A"}, forms={}))
    assert (finding.severity, finding.verdict) == ("info", Verdict.OPEN)


def test_a_municipality_that_is_no_centre_city_cannot_apply_alone():
    finding = form(complete({1: "A"}, population=(70_000,) * 9))
    assert finding.severity is Severity.ERROR
    assert "geen centrumstad" in finding.message.nl


def test_it_may_have_partners_that_are_unknown():
    assert form(partial_list({1: "A"})).verdict is Verdict.OPEN


def test_a_centre_city_alone_needs_no_other_form():
    assert found(complete({1: "A"}, centre_cities=(1,), forms={}), "form") == []


def test_a_region_of_two_is_no_centre_city():
    finding = form(complete({1: "A", 2: "A"}, centre_cities=(1,), forms={"A": "centrumstad"}))
    assert finding.severity is Severity.ERROR


# --- Fit in the reference region ----------------------------------------------------------------

fit = partial(only, rule="reference-region")
STRADDLES = {1: "A", 2: "A", 4: "A"}


def west_east(regions, **settings):
    return complete(regions, reference=WEST_EAST, **settings)


def test_a_region_within_one_reference_region_fits():
    assert found(west_east({1: "A", 4: "A"}), "reference-region") == []


def test_a_new_region_that_straddles_is_an_error():
    finding = fit(west_east(STRADDLES, before=west_east({9: "B"})))
    assert (finding.severity, finding.measured) == ("error", ["West", "Oost"])
    assert finding.units == (CODES[1],)
    assert "nieuw" in finding.message.nl


def test_an_unchanged_region_has_time():
    finding = fit(west_east(STRADDLES, before=west_east(STRADDLES)))
    assert (finding.severity, finding.verdict) == ("warning", Verdict.PENDING)
    assert "1 januari 2026" in finding.message.nl


def test_a_changed_region_counts_as_new():
    finding = fit(west_east(STRADDLES, before=west_east({1: "A", 2: "A"})))
    assert finding.severity is Severity.ERROR
    assert "erbij: Plaats 4" in finding.message.nl


def test_from_2026_it_holds_for_all():
    study = west_east(STRADDLES, before=west_east(STRADDLES), day=date(2026, 1, 1))
    assert fit(study).severity is Severity.ERROR
    eve = west_east(STRADDLES, before=west_east(STRADDLES), day=date(2025, 12, 31))
    assert fit(eve).severity is Severity.WARNING


def test_before_the_rule_a_misfit_is_only_told():
    finding = fit(west_east(STRADDLES, before=west_east({9: "B"}), day=date(2022, 12, 31)))
    assert (finding.severity, finding.verdict) == ("info", Verdict.EARLY)
    assert "pas vanaf 1 januari 2023" in finding.message.nl


def test_an_unknown_past_leaves_the_gravity_open():
    finding = fit(west_east(STRADDLES, before=None))
    assert finding.severity is Severity.WARNING
    assert "kan niet gezegd worden" in finding.message.nl


def test_a_region_that_is_new_or_changed_counts_as_new_whichever_it_is():
    """Plaats 1 was in no region; where the others were is unknown."""
    before = grid_study({9: "B"}, outside=(1,))
    finding = fit(west_east(STRADDLES, before=before))
    assert finding.severity is Severity.ERROR
    assert "is nieuw of gewijzigd (erbij: Plaats 1) en geldt daarom als nieuw" in finding.message.nl


def test_unchanged_as_far_as_known_says_which_list_is_partial():
    old = "de lijst van de vroegere cyclus is onvolledig"
    new = "de lijst van de leden is onvolledig"
    known = {**STRADDLES, 9: "B"}
    partial_now = partial_list(known, reference=WEST_EAST, before=west_east(known))
    partial_then = west_east(known, before=partial_list(known))
    for study, which in ((partial_now, new), (partial_then, old)):
        finding = fit(study)
        assert finding.severity is Severity.WARNING
        assert which in finding.message.nl


def test_against_a_later_list_who_left_has_the_name_of_the_later_day():
    """Lochristi of 2025 has a code that 2024 does not know; say that it is in SEVA by then."""
    study = load_study(StudyChoice(cycle="2023", date=date(2024, 1, 1)))
    later = load_study(StudyChoice(cycle="2023", date=date(2025, 1, 1)))
    name = "SEVA Vlaamse Ardennen"
    seva = [group.name for group in later.groups].index(name)
    later.group_of[later.position["44087"]] = seva
    study.__dict__["before"] = later
    finding = next(
        f for f in found(study, "reference-region") if f.region == "SEVA Vlaamse Ardennen"
    )
    assert "44087" not in study.codes
    assert "weg: Lochristi" in finding.message.nl


def test_several_reference_regions_covered_whole_are_an_outcome_of_their_own():
    finding = fit(west_east(dict.fromkeys(ALL, "A")))
    assert (finding.severity, finding.verdict) == ("info", Verdict.NOTED)
    assert "volledig" in finding.message.nl
    assert finding.units == ()


def test_whether_they_are_covered_whole_may_hinge_on_the_unknown():
    regions = dict.fromkeys(range(1, 9), "A")
    finding = fit(partial_list(regions, reference=WEST_EAST))
    assert (finding.verdict, finding.hinges_on) == (Verdict.OPEN, (CODES[8],))


def test_one_outsider_settles_that_it_straddles():
    regions = dict.fromkeys(range(1, 8), "A")
    study = grid_study(
        regions, outside=(8,), population=BIG, reference=WEST_EAST, forms={"A": FORM}
    )
    assert fit(study).verdict is Verdict.PENDING


def test_a_neighbour_in_the_offenders_own_reference_region_is_a_way_out():
    study = west_east({**STRADDLES, 3: "B", 6: "B", 7: "C"}, before=None)
    (advice,) = next(f for f in found(study, "reference-region") if f.region == "A").advice
    assert "Plaats 2 (40.000 inwoners) grenst in de eigen referentieregio aan B" in advice.nl
    assert "zonder die gemeente telt A nog 80.000 inwoners" in advice.nl


def test_a_misfit_that_a_later_reference_region_mends_says_when(study_2023):
    misfits = {f.region: f for f in found(study_2023, "reference-region")}
    (advice,) = misfits["Interwaas"].advice
    assert advice.nl == (
        "Vanaf 19 maart 2023 ligt Zwijndrecht in Waasland; dan past Interwaas zonder wijziging."
    )
    (advice,) = misfits["SEVA Vlaamse Ardennen"].advice
    assert "aan HANDEL Samen & Sociaal" in advice.nl


def test_before_there_were_reference_regions_the_rule_is_not_checked():
    finding = fit(load_study(StudyChoice(cycle="2017")))
    assert (finding.region, finding.severity) == (None, "info")
    assert "nog geen referentieregio's" in finding.message.nl


# --- Contiguity ---------------------------------------------------------------------------------

together = partial(only, rule="contiguity")


def test_squares_that_share_a_side_are_one_area():
    assert found(complete({1: "A", 2: "A", 5: "A"}), "contiguity") == []


def test_squares_that_touch_in_a_corner_are_two_pieces():
    finding = together(complete({1: "A", 5: "A"}))
    assert finding.severity is Severity.WARNING
    assert finding.pieces == ((CODES[0],), (CODES[4],))
    assert check(complete({1: "A", 5: "A"})).regions[0].contiguous is False


def test_the_largest_piece_is_the_region_and_the_others_are_apart():
    finding = together(complete({1: "A", 2: "A", 9: "A"}))
    assert finding.units == (CODES[8],)


def test_an_unknown_municipality_between_them_leaves_it_open():
    regions = {1: "A", 3: "A", 5: "B"}
    finding = together(partial_list(regions))
    assert (finding.verdict, finding.hinges_on) == (Verdict.OPEN, (CODES[1],))
    assert check(partial_list(regions)).regions[0].contiguous is None


def test_known_neighbours_all_around_settle_it():
    study = partial_list({1: "A", 2: "B", 4: "C", 9: "A"})
    finding = together(study)
    assert finding.verdict is Verdict.ADVISED
    assert "Ook als elke gemeente met onbekend lidmaatschap lid was" in finding.message.nl


def test_a_municipality_without_neighbours_is_explained_and_does_not_break_the_region():
    study = complete({1: "A", 2: "A", 9: "A"})
    study.__dict__["neighbours"] = frozenset(p for p in study.neighbours if CODES[8] not in p)
    finding = together(study)
    assert (finding.verdict, finding.units) == (Verdict.NOTED, (CODES[8],))
    assert check(study).regions[0].contiguous is True


def test_voeren_and_baarle_hertog_are_explained(study_2023):
    noted = [f for f in found(study_2023, "contiguity") if f.verdict is Verdict.NOTED]
    assert {f.units for f in noted} == {("73109",), ("13002",)}
    assert "Voeren grenst aan geen enkele andere Vlaamse gemeente" in noted[1].message.nl


# --- One region ---------------------------------------------------------------------------------


def in_two(row_code):
    study = complete({1: "A", 2: "A", 3: "B", 6: "B"})
    rows = tuple(
        MembershipRow(nis=row_code, region=r, evidence=Evidence.DOCUMENTED, source="s", row=n)
        for r, n in (("A", 4), ("B", 7))
    )
    memberships = list(study.memberships)
    memberships[4] = Membership(rows=rows)
    study.group_of[4] = UNKNOWN
    object.__setattr__(study, "memberships", tuple(memberships))
    return study


def test_a_municipality_in_two_regions_is_an_error_that_names_both():
    finding = only(in_two(CODES[4]), "one-region")
    assert (finding.severity, finding.measured) == ("error", ["A", "B"])
    assert finding.units == (CODES[4],)
    assert "rijen 4 en 7" in finding.message.nl


def test_a_merger_of_parts_in_two_regions_is_no_proven_breach():
    finding = only(in_two("99999"), "one-region")
    assert (finding.severity, finding.verdict) == ("warning", Verdict.OPEN)
    assert "fusie" in finding.message.nl


# --- Exemptions, order, invariants --------------------------------------------------------------


def test_an_exemption_with_its_reason_takes_away_the_breach_and_stays_visible():
    grant = Exemption("minimum-population", "a", "beslissing van de minister")
    study = complete({1: "A", 2: "A"}, population=(20_000,) * 9, exemptions=(grant,))
    finding = scale(study)
    assert (finding.severity, finding.verdict) == ("info", Verdict.EXEMPT)
    assert "Vrijgesteld: beslissing van de minister" in finding.message.nl
    assert check(study).regions[0].verdicts["minimum-population"] is Verdict.EXEMPT


def test_an_exemption_ends():
    grant = Exemption("minimum-population", "A", "tijdelijk", date(2022, 12, 31))
    study = complete({1: "A", 2: "A"}, population=(20_000,) * 9, exemptions=(grant,))
    assert scale(study).severity is Severity.ERROR


def test_an_exemption_that_meets_nothing_is_told():
    grant = Exemption("minimum-population", "A", "niet nodig")
    (said,) = check(complete({1: "A", 2: "A"}, exemptions=(grant,))).unused
    assert "is niet nodig" in said.nl


def test_an_exemption_of_no_known_region_is_told_with_the_nearest():
    grant = Exemption("form", "Interwas", "typefout")
    (said,) = check(complete({1: "Interwaas", 2: "Interwaas"}, exemptions=(grant,))).unused
    assert "geldt voor geen bekend regiegebied (bedoeld: Interwaas?)" in said.nl


def test_errors_come_first():
    study = west_east({1: "A", 2: "A", 9: "B"}, forms={"A": FORM, "B": "vzw"}, before=None)
    severities = [f.severity for f in check(study).findings]
    assert severities == sorted(severities, key=list(Severity).index)


def test_each_message_is_in_both_languages_and_differs():
    for study in (load_study(StudyChoice(cycle="2023")), partial_list({1: "A", 9: "A"})):
        for finding in check(study).findings:
            assert NL.say(finding.message) != EN.say(finding.message)
            assert finding.message.nl.endswith(".")
            assert finding.message.en.endswith(".")


@given(
    st.lists(st.sampled_from("AB?-"), min_size=9, max_size=9),
    st.lists(st.integers(0, 50_000), min_size=9, max_size=9),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_what_is_said_for_sure_holds_whatever_the_unknown_turn_out_to_be(marks, people, chosen):
    """A met minimum stays met, a sure gap stays a gap, when unknown ones become members of A."""

    def study(words):
        regions = {k: word for k, word in enumerate(words, start=1) if word in "AB"}
        outside = tuple(k for k, word in enumerate(words, start=1) if word == "-")
        return grid_study(
            regions, outside=outside, population=tuple(people), forms=dict.fromkeys("AB", FORM)
        )

    filled = [
        ("A" if join else "-") if mark == "?" else mark
        for mark, join in zip(marks, chosen, strict=True)
    ]
    before = {facts.region: facts for facts in check(study(marks)).regions}
    after = {facts.region: facts for facts in check(study(filled)).regions}
    for name, facts in before.items():
        now = after[name]
        assert now.population >= facts.population
        if facts.verdicts["minimum-population"] is not Verdict.OPEN:
            grown = now.units != facts.units
            same = now.verdicts["minimum-population"] is facts.verdicts["minimum-population"]
            assert same or (grown and facts.centre_city_alone is not False)
        if facts.contiguous is False:
            assert now.contiguous is False


# --- The lists that ship ------------------------------------------------------------------------


def test_the_misfits_of_2023_are_those_that_are_known(study_2023):
    misfits = {f.region: f for f in found(study_2023, "reference-region")}
    assert set(misfits) == {"SEVA Vlaamse Ardennen", "HANDEL Samen & Sociaal", "Interwaas"}
    seva = misfits["SEVA Vlaamse Ardennen"]
    assert [study_2023.names[study_2023.position[c]] for c in seva.units] == ["Geraardsbergen"]
    assert {f.severity for f in misfits.values()} == {Severity.WARNING}


def test_zwijndrecht_moves_to_waasland_and_interwaas_fits():
    study = load_study(StudyChoice(cycle="2023", date=date(2023, 3, 19)))
    assert "Interwaas" not in {f.region for f in found(study, "reference-region")}


def test_from_2026_the_misfits_are_errors():
    study = load_study(StudyChoice(cycle="2023", date=date(2026, 1, 1)))
    assert {f.severity for f in found(study, "reference-region")} == {Severity.ERROR}


def test_kina_has_three_pieces(study_2023):
    (kina,) = [f for f in found(study_2023, "contiguity") if f.region == "KINA"]
    names = [[study_2023.names[study_2023.position[c]] for c in p] for p in kina.pieces]
    assert sorted(map(len, names)) == [1, 1, 5]
    assert ["Kalmthout"] in names
    assert ["Schelle"] in names


def test_every_cycle_and_date_can_be_checked():
    for cycle, day in (("2017", None), ("2020", date(2022, 3, 1)), ("2023", date(2025, 1, 1))):
        result = check(load_study(StudyChoice(cycle=cycle, date=day)))
        assert len(result.regions) == len(result.study.groups)
        assert sum(len(f.units) for f in result.regions) == np.sum(result.study.group_of >= 0)


def test_who_is_new_is_said_only_on_the_ground_of_both_lists(study_2023):
    kinds = {facts.region: facts.lineage.kind for facts in check(study_2023).regions}
    assert set(kinds.values()) == {Kind.UNKNOWN}
