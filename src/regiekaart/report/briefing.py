"""A briefing of two pages: the answers of the report, the map, and what is to be decided.

It says nothing that the report does not say; it chooses, and leaves the rest out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.coverage import coverage
from regiekaart.analysis.lineage import Kind
from regiekaart.analysis.rules import Verdict
from regiekaart.language import EN, NL, Text, both
from regiekaart.report.blocks import paragraph, plain, sentence, table_block
from regiekaart.report.chapters import MISSING, RULES, Shown, can_form, origin_lines
from regiekaart.report.charts import Chart
from regiekaart.report.document import (
    Bullets,
    Document,
    Figure,
    KeyFigures,
    Members,
    Notes,
    Run,
    Section,
    blocks_of,
)
from regiekaart.report.findings import rules_sentence
from regiekaart.report.points import points
from regiekaart.report.summary import has_unknown, key_figures
from regiekaart.scheme.rules import FitsPart
from regiekaart.words.audit_cases import cases
from regiekaart.words.missing import missing_sentence
from regiekaart.words.tables import coverage_table, study_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from regiekaart.analysis.rules import Check, Finding
    from regiekaart.language import Language
    from regiekaart.report.document import Block
    from regiekaart.report.results import Results
    from regiekaart.scheme.rules import Rule
    from regiekaart.study import Study

# The columns of the coverage that answer most, in the order of the table.
CHOSEN: Final = (
    "group",
    "municipalities",
    "members",
    "unknown",
    "municipality_share",
    "population",
    "population_share",
)
# As many as three columns of names hold in a few lines.
LARGEST: Final = 12
# The second page begins here.
SECOND: Final = "chapter"


def briefing(results: Results, document: Document) -> Document:
    """Return a briefing of two pages A4 for who decides, in the language of the report.

    Parameters
    ----------
    results
        What the study gives.
    document
        The report of the same study; the briefing takes its map of everything, if it has one.
    """
    language = document.language
    kicker = Text("Nota", "Briefing")
    if results.study.scheme.has_funding:
        # Who divides the subsidy; who decides in another scheme, the scheme does not say.
        kicker = Text("Nota voor de minister", "Briefing for the minister")
    return replace(
        document,
        kicker=language.say(kicker),
        sections=(
            _short(results, language),
            *_rules(results, language),
            _coverage(results, document),
            *_missing(results, language),
            _sources(results.study, language),
        ),
    )


def _short(results: Results, language: Language) -> Section:
    """Return the figures to see first, and the answers that no other part gives."""
    figures = key_figures(results.study, language)
    told = [each for each in points(results) if each.chapter not in {RULES, MISSING}]
    blocks = (
        KeyFigures(tuple((sentence(language, name), plain(language, n)) for name, n in figures)),
        Bullets(
            tuple(
                (
                    Run(language.say(point.label), strong=True),
                    Run(f" {sentence(language, point.text)}"),
                )
                for point in told
            ),
            "points",
        ),
    )
    return Section("kern", language.say(Text("In het kort", "In short")), blocks)


def _rules(results: Results, language: Language) -> Iterator[Section]:
    """Yield who breaks which rule, then what is to be decided or found out, if anything is."""
    blocks: list[Block] = []
    if results.checked is not None:
        blocks.append(paragraph(language, rules_sentence(results.checked)))
    asked = tuple((Run(sentence(language, text)),) for text in decisions(results))
    if asked:
        lead = Text("Te beslissen of na te gaan:", "To decide or to find out:")
        blocks += [paragraph(language, lead), Bullets(asked)]
    title = Text("Regels, en wat te beslissen", "Rules, and what to decide")
    if results.checked is None and not results.study.scheme.rules:
        title = Text("Wat te beslissen", "What to decide")
    if blocks:
        yield Section("te-beslissen", language.say(title), tuple(blocks))


def decisions(results: Results) -> tuple[Text, ...]:
    """Return what the results leave to be decided or found out, the gravest first."""
    return tuple(_decisions(results))


def _decisions(results: Results) -> Iterator[Text]:
    if results.checked is not None:
        yield from _of_rules(results.checked)
    unknown = results.whole.units.unknown
    if unknown:
        noun, number = results.study.scheme.unit.count(unknown), both(unknown)
        yield Text(
            f"Wie bezorgt de volledige ledenlijst? Van {number.nl} {noun.nl} is het lidmaatschap "
            "onbekend; zolang dat zo is, blijft de dekking een interval.",
            f"Who provides the complete list of members? The membership of {number.en} {noun.en} "
            "is unknown; as long as that is so, the coverage remains an interval.",
        )
    elif results.missing.eligible and can_form(results.study.scheme):
        yield _could_form(results)
    agreed = results.agreements
    open_status = agreed.whole.units.unknown if agreed else 0
    if open_status:
        noun, number = results.study.scheme.unit.count(open_status), both(open_status)
        yield Text(
            f"Wie geeft de stand van de overeenkomsten met VDAB? Van {number.nl} {noun.nl} is die "
            "onbekend.",
            f"Who gives the status of the agreements with VDAB? Of {number.en} {noun.en} it is "
            "unknown.",
        )
    if results.audit is not None and (wrong := cases(results.audit)):
        one = len(wrong) == 1
        yield Text(
            f"{'Wordt het aangekondigde cijfer' if one else 'Worden de aangekondigde cijfers'} met "
            "een tegenspraak rechtgezet?",
            f"{'Is the announced figure' if one else 'Are the announced figures'} with a "
            "contradiction to be corrected?",
        )


def _of_rules(checked: Check) -> Iterator[Text]:
    """Yield what each rule leaves open: what to do with who breaks it, and who still has time."""
    kinds = {facts.region: facts.lineage.kind for facts in checked.regions}
    for rule in checked.study.scheme.rules:
        found = [each for each in checked.findings if each.rule == rule.id]
        if broken := _names(found, Verdict.BROKEN):
            yield Text(
                f"Wat gebeurt er met {NL.listing(broken)}, in strijd met ‘{rule.title.nl}’?",
                f"What happens to {EN.listing(broken)}, in breach of ‘{rule.title.en}’?",
            )
        pending = _names(found, Verdict.PENDING)
        if pending and isinstance(rule, FitsPart):
            certain = all(kinds.get(name) is Kind.UNCHANGED for name in pending)
            yield _in_time(rule, pending, certain=certain)
        derogated = _names(found, Verdict.OPEN)
        if derogated and isinstance(rule, FitsPart) and rule.derogations is not None:
            yield _derogation(rule, derogated)
        if advised := _names(found, Verdict.ADVISED):
            yield _against(rule, advised)


def _names(found: Sequence[Finding], verdict: Verdict) -> list[str]:
    """Return the regions of the findings with a verdict, each once."""
    named = [each.region for each in found if each.verdict is verdict and each.region]
    return list(dict.fromkeys(named))


def _in_time(rule: FitsPart, names: Sequence[str], *, certain: bool) -> Text:
    many, nl, en = len(names) > 1, NL.date(rule.all_from), EN.date(rule.all_from)
    if certain:
        return Text(
            f"Hoe {'voldoen' if many else 'voldoet'} {NL.listing(names)} tegen {nl} aan "
            f"‘{rule.title.nl}’?",
            f"How {'are' if many else 'is'} {EN.listing(names)} to meet ‘{rule.title.en}’ by {en}?",
        )
    return Text(
        f"Sinds wanneer {'bestaan' if many else 'bestaat'} {NL.listing(names)} ongewijzigd? "
        f"Daarvan hangt af of er tijd is tot {nl} om aan ‘{rule.title.nl}’ te voldoen.",
        f"Since when {'do' if many else 'does'} {EN.listing(names)} exist unchanged? On that "
        f"depends whether there is time until {en} to meet ‘{rule.title.en}’.",
    )


def _derogation(rule: FitsPart, names: Sequence[str]) -> Text:
    return Text(
        f"Is voor {NL.listing(names)} een afwijking van ‘{rule.title.nl}’ beslist?",
        f"Has a derogation from ‘{rule.title.en}’ been decided for {EN.listing(names)}?",
    )


def _against(rule: Rule, names: Sequence[str]) -> Text:
    return Text(
        f"Wordt het advies ‘{rule.title.nl}’ ook gevolgd voor {NL.listing(names)}?",
        f"Is the advice ‘{rule.title.en}’ to be followed for {EN.listing(names)} as well?",
    )


def _could_form(results: Results) -> Text:
    """Return that blocks of units which are not members could form a group."""
    scheme, found = results.study.scheme, len(results.missing.eligible)
    units, group, number = scheme.unit.many, scheme.group, both(found)
    blocks = Text(f"de {number.nl} blokken die", f"the {number.en} blocks that")
    if found == 1:
        blocks = Text("het ene blok dat", "the one block that")
    return Text(
        f"Worden de {units.nl} van {blocks.nl} een {group.one.nl} "
        f"{'kan' if found == 1 else 'kunnen'} vormen, daarover aangesproken?",
        f"Are the {units.en} of {blocks.en} can form {group.a.en} to be approached about it?",
    )


def _coverage(results: Results, document: Document) -> Section:
    """Return the map of everything and the coverage by the usual division, if there is one."""
    language, study = document.language, results.study
    usual = study.scheme.usual
    table = coverage_table(coverage(study, usual.id if usual else None))
    chosen = CHOSEN if has_unknown(study) else tuple(k for k in CHOSEN if k != "unknown")
    kept = [i for i, column in enumerate(table.columns) if column.key in chosen]
    narrow = replace(
        table,
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )
    block = table_block(Shown(narrow, "first"), language, study_line(study), titled=False)
    title, drawn = Text("Kaart en dekking", "Map and coverage"), _map(document)
    if drawn is None:
        title = Text("Dekking", "Coverage")
    if usual:
        part = usual.noun.one
        title = Text(f"{title.nl} per {part.nl}", f"{title.en} by {part.en}")
    blocks = (block,) if drawn is None else (drawn, block)
    return Section("kaart-en-dekking", language.say(title), blocks, kind=SECOND)


def _map(document: Document) -> Figure | None:
    """Return the map of the summary; its title stands in the picture, so it needs no caption."""
    for block in blocks_of(document.sections[:1]):
        if isinstance(block, Figure) and not isinstance(block.content, Chart):
            return replace(block, label="", caption="")
    return None


def _missing(results: Results, language: Language) -> Iterator[Section]:
    """Yield who is missing or unknown, and the largest of them."""
    units = results.missing.units
    if not units:
        return
    names = tuple((unit.name, language.integer(unit.population)) for unit in units[:LARGEST])
    lead = paragraph(language, missing_sentence(results.missing))
    blocks: list[Block] = [lead]
    if len(units) > LARGEST:
        number = both(LARGEST)
        blocks.append(
            paragraph(language, Text(f"De {number.nl} grootste:", f"The {number.en} largest:"))
        )
    title = Text("Wie ontbreekt", "Who is missing")
    if has_unknown(results.study):
        title = Text("Wie ontbreekt of onbekend is", "Who is missing or unknown")
    yield Section(MISSING, language.say(title), (*blocks, Members(names)))


def _sources(study: Study, language: Language) -> Section:
    """Return where the figures come from, in small letters."""
    counted = language.say(Text("Bevolkingscijfers", "Population figures"))
    rest = Text(
        "Alle cijfers, rechtsgronden en bronnen staan in het verslag.",
        "All figures, legal grounds and sources are in the report.",
    )
    if not study.scheme.rules:
        rest = Text(
            "Alle cijfers en bronnen staan in het verslag.",
            "All figures and sources are in the report.",
        )
    lines = [
        *(plain(language, note) for note in origin_lines(study)),
        f"{counted}: {language.say(study.scheme.people_credit)}.",
        language.say(rest),
    ]
    title = language.say(Text("Bronnen", "Sources"))
    return Section("bronnen", title, (Notes((" ".join(lines),)),), kind="sources")
