from __future__ import annotations

from datetime import date

from regiekaart import StudyChoice, load_study
from regiekaart.errors import Problem
from regiekaart.language import EN, NL, Text
from regiekaart.report.document import Bullets, Document, Paragraph, Region, blocks_of
from regiekaart.report.outline import report_document
from regiekaart.report.results import Results
from tiny import grid_study


def words(document: Document, kind):
    """Return the words of every paragraph, or of every item of every list."""
    for block in blocks_of(document.sections):
        if isinstance(block, kind):
            lines = block.items if isinstance(block, Bullets) else (block.runs,)
            yield from ("".join(run.text for run in line) for line in lines)


def written(study, language=NL):
    return report_document(Results(study), (), language)


def noticed(*problems: Problem):
    study = grid_study({1: "A"})
    study.__dict__["notices"] = problems
    return study


def test_the_summary_says_how_many_remarks_there_are_and_where_they_stand():
    merged = load_study(StudyChoice(date=date(2025, 1, 1)))
    assert (
        "Let op: er zijn 5 opmerkingen bij de gegevens. Zie in de bijlagen ‘Opmerkingen bij de "
        "gegevens’."
    ) in set(words(written(merged), Paragraph))
    one = noticed(Problem(message=Text("iets", "something")))
    assert (
        "Beware: there is 1 remark on the data. See ‘Remarks on the data’ in the annexes."
    ) in set(words(written(one, EN), Paragraph))


def test_a_remark_is_a_sentence_with_its_row_and_without_the_path_of_the_file():
    found = noticed(
        Problem(
            message=Text("de naam wijkt af", "the name differs"), file="/home/x/list.csv", row=7
        )
    )
    told = list(words(written(found), Bullets))
    assert "De naam wijkt af (rij 7)." in told
    assert not any("/home" in line for line in told)


def test_legal_forms_are_in_the_language_of_the_report():
    study = grid_study({1: "A", 2: "A"}, forms={"A": "welzijnsvereniging"})
    facts = {
        language.code: [
            value
            for block in blocks_of(written(study, language).sections)
            if isinstance(block, Region)
            for _, value, _ in block.facts
        ]
        for language in (NL, EN)
    }
    assert "welzijnsvereniging" in facts["nl"]
    assert "welfare association" in facts["en"]
