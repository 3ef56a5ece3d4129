"""Tables and sentences of another scheme have its words, and none of Flanders."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from other_scheme import OTHER, flemish_words, other_grid, register
from regiekaart import StudyChoice, load_study
from regiekaart.analysis.change import compare
from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.missing import missing
from regiekaart.analysis.rules import check
from regiekaart.language import EN, NL, Text
from regiekaart.words.catalogue import study_tables
from regiekaart.words.change import bridge_table, region_table, unit_change_table
from regiekaart.words.change_fates import fate_words
from regiekaart.words.change_sentences import change_sentences, map_sentences
from regiekaart.words.change_words import side_lines
from regiekaart.words.missing import missing_sentence, piece_table
from regiekaart.words.rules import (
    check_sentence,
    check_text,
    fit_sentence,
    misfits,
    rule_table,
    verdict_words,
)
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import as_csv, as_text

COMPLETE = {1: "A", 2: "A", 4: "A", 3: "B", 6: "B", 9: "B"}
GRIDS = {
    "partial": lambda: other_grid(COMPLETE, outside=(5,)),
    "complete": lambda: other_grid(COMPLETE, outside=(5, 7, 8)),
    "moved": lambda: other_grid({**COMPLETE, 2: "B", 7: "A"}, outside=(3, 5)),
    "renamed": lambda: other_grid({k: f"{name}-nieuw" for k, name in COMPLETE.items()}),
    "nobody": lambda: other_grid({}),
}
PAIRS = list(permutations(GRIDS, 2))


def in_scheme(study, scheme):
    """Return a study of the grid in a scheme with other words or rules."""
    made = replace(study, scheme=scheme)
    made.__dict__["register"] = register(study)
    return made


def told(change, language):
    tables = bridge_table(change), unit_change_table(change), region_table(change)
    sentences = *change_sentences(change), *map_sentences(change), *fate_words(change).values()
    return "\n".join(
        [
            *(write(table, language) for table in tables for write in (as_text, as_csv)),
            *map(language.say, sentences),
            *side_lines(change, language),
        ]
    )


@pytest.mark.parametrize("language", [NL, EN], ids=lambda language: language.code)
@pytest.mark.parametrize(("first", "then"), PAIRS, ids="-".join)
def test_a_comparison_speaks_of_its_own_scheme(first, then, language):
    before, after = GRIDS[first](), GRIDS[then]()
    for day in (before.date, date(2022, 1, 1), date(2024, 1, 1)):
        text = told(compare(replace(before, date=day), after), language)
        assert flemish_words(text) == []
        assert language.say(OTHER.unit.many) in text.lower()
        assert language.say(OTHER.people_source) in text


@pytest.mark.parametrize("language", [NL, EN], ids=lambda language: language.code)
@pytest.mark.parametrize("grid", GRIDS)
def test_a_study_speaks_of_its_own_scheme(grid, language):
    study = GRIDS[grid]()
    result = check(study)
    text = "\n".join(
        [
            *(as_csv(table, language, for_people=True) for table in study_tables(study)),
            check_text(result, language),
            language.say(check_sentence(result)),
            language.say(fit_sentence(result, OTHER.fit)),
            coverage_sentence(coverage(study).whole, language),
        ]
    )
    assert flemish_words(text) == []
    assert language.say(OTHER.unit.many) in text


def test_of_a_partial_list_a_verdict_on_the_place_is_provisional():
    result = check(GRIDS["partial"]())
    first = next(facts for facts in result.regions if facts.region == "A")
    rules = [rule for rule in OTHER.rules if rule.spatial]
    words = {rule.id: verdict_words(first, rule).nl for rule in rules}
    assert words == dict.fromkeys(("fit", "connected"), "voorlopig in orde")


def test_where_nothing_came_before_no_column_tells_of_it():
    alone = GRIDS["complete"]()
    keys = [column.key for column in rule_table(check(alone)).columns]
    assert "since" not in keys
    beside = other_grid(COMPLETE, before=alone)
    assert "since" in [column.key for column in rule_table(check(beside)).columns]


def test_the_headers_of_a_terminal_are_those_of_the_kinds_of_rule():
    head = next(
        line
        for line in check_text(check(GRIDS["complete"]()), NL).splitlines()
        if line.startswith("bond ")
    )
    assert head.split()[-3:] == ["schaal", "kwartier", "samenhang"]


def test_a_misfit_that_may_have_a_derogation_deserves_a_map():
    study = load_study(StudyChoice(scheme="woonmaatschappijen", boundaries="embedded"))
    shown = [f.region for f in misfits(check(study)) if f.rule == study.scheme.fit.id]
    assert shown == [
        "Kust-Noord", "Midwest-West", "Oost-Brabant-West", "Zuid-West-Vlaanderen-Midden",
    ]  # fmt: skip


@pytest.mark.parametrize("rules", [OTHER.rules, ()])
def test_who_is_missing_is_told_in_a_whole_sentence(rules):
    study = in_scheme(other_grid(COMPLETE, outside=(5,)), replace(OTHER, rules=rules))
    found = missing_sentence(missing(study))
    for text in (found.nl, found.en):
        assert text.endswith(".")
        assert "  " not in text


def test_declared_borders_are_no_official_ones():
    notes = piece_table(missing(other_grid(COMPLETE, outside=(5, 7, 8)))).notes
    assert notes[1] == Text(
        "Aaneengesloten volgens de buren of de grenzen van het schema. “Kan aansluiten bij”: "
        "bonden die aan het blok grenzen en zelf in dat kwartier passen.",
        "Connected by the neighbours or the borders of the scheme. “Can join”: leagues that "
        "border on the block and fit in that quarter themselves.",
    )


def test_what_stands_for_a_unit_follows_its_gender():
    study = other_grid({**COMPLETE, 8: "A"})
    claimed = study.memberships[7]
    twice = replace(claimed, rows=(*claimed.rows, replace(claimed.rows[0], region="B")))
    study = replace(study, memberships=(*study.memberships[:7], twice, study.memberships[8]))
    told = {}
    for neuter in (False, True):
        scheme = replace(OTHER, unit=replace(OTHER.unit, neuter=neuter))
        (found,) = [
            f for f in check(in_scheme(study, scheme)).findings if f.rule == OTHER.rules[0].id
        ]
        told[neuter] = found.fact.nl.partition("; ")[2]
    assert told == {False: "ze telt hier als onbekend.", True: "het telt hier als onbekend."}
