"""A list that somebody brings, on units that a scheme declares."""

import pytest

from other_scheme import flemish_words
from regiekaart import InputError, StudyChoice, load_study
from regiekaart.facts.membership_list import columns_for
from regiekaart.scheme.known import scheme_called
from regiekaart.study import OUTSIDE, UNKNOWN
from scheme_docs import write_down


@pytest.fixture
def folder(tmp_path):
    return write_down(tmp_path)


@pytest.fixture
def study(folder):
    def load(text, *, complete=None, scheme="schoolkringen.toml"):
        (folder / "eigen.csv").write_text(text, encoding="utf-8")
        return load_study(
            StudyChoice(
                scheme=folder / scheme if scheme.endswith(".toml") else scheme,
                membership=folder / "eigen.csv",
                complete=complete,
            )
        )

    return load


def problems(load):
    with pytest.raises(InputError) as caught:
        load()
    found = caught.value.problems
    for problem in found:
        assert flemish_words(f"{problem.message.nl} {problem.message.en}") == []
    return {(p.row, p.column): p for p in found}


@pytest.mark.parametrize(
    "header", ["wijk;schoolkring", "district;school circle", "name;region", "naam;regiegebied"]
)
def test_the_words_of_the_scheme_are_headers_beside_the_usual_ones(study, header):
    found = study(f"{header}\nHaven;Oever\nLINDE;Oever\nmolen;geen lid\n")
    assert [found.names[i] for i in found.members(0)] == ["Haven", "Linde"]
    assert found.group_of[5] == OUTSIDE
    assert found.group_of[8] == UNKNOWN


@pytest.mark.parametrize("header", ["code;wijk;schoolkring", "nis;name;region"])
def test_codes_are_any_text_in_any_case(study, header):
    found = study(f"{header}\nw1;Haven;Oever\nW2;;Oever\n", complete=True)
    assert found.group_of.tolist() == [0, 0] + [OUTSIDE] * 7


def test_several_units_may_stand_in_one_cell(study):
    found = study("schoolkring;wijken\nOever;Haven, w2 en Vest\n")
    assert found.members(0).tolist() == [0, 1, 2]


def test_what_is_no_unit_is_told_with_what_was_meant(study):
    found = problems(lambda: study("code;wijk;schoolkring\nw77;;A\n;Moln;A\nw1;Linde;A\n;;A\n"))
    assert found[2, "code"].suggestion == "w7"
    assert found[3, "wijk"].suggestion == "Molen"
    assert "maar de rij noemt Linde" in found[4, "code"].message.nl
    assert "geen wijk op deze rij" in found[5, "code"].message.nl


def test_a_list_without_its_columns_says_which_in_the_words_of_the_scheme(study):
    found = problems(lambda: study("wijk;kring\nHaven;A\n"))
    assert "kolom 'schoolkring' ontbreekt" in found[None, None].message.nl


def test_a_name_that_is_a_word_of_the_legend_is_none(study):
    found = problems(lambda: study("wijk;schoolkring\nHaven;in geen schoolkring\n"))
    assert "geen naam van een schoolkring" in found[2, "schoolkring"].message.nl


def test_a_unit_that_comes_twice_is_told(study):
    found = problems(lambda: study("wijk;schoolkring\nHaven;A\nw;B\nhaven;B\n"))
    assert (4, "schoolkring") in found or (3, "wijk") in found


def test_a_row_of_another_cycle_is_left_out(study):
    found = study("wijk;schoolkring;cyclus\nHaven;A;2024\nLinde;B;2024-2029\n")
    assert len(found.groups) == 2
    told = problems(lambda: study("wijk;schoolkring;cyclus\nHaven;A;2023\n"))
    assert "verwacht 2024" in told[2, "cyclus"].message.nl


def test_a_total_below_the_list_is_no_unit(study):
    found = study("wijk;schoolkring\nHaven;A\nLinde;A\nTotaal;2\n")
    assert found.members(0).tolist() == [0, 1]


def test_on_the_municipalities_their_names_are_known_whatever_the_scheme(study):
    text = "gemeente;werkingsgebied\nAnvers;Noord\nSt.-Niklaas;Noord\n"
    found = study(text, scheme="woonmaatschappijen")
    assert [found.names[i] for i in found.members(0)] == ["Antwerpen", "Sint-Niklaas"]


def test_a_word_of_the_scheme_means_what_the_scheme_says():
    columns = columns_for(scheme_called("woonmaatschappijen"))
    assert columns["region"][:2] == ("werkingsgebied", "working area")
    assert columns["name"][0] == "gemeente"
    every = [word for words in columns.values() for word in words]
    assert len(every) == len(set(every))
