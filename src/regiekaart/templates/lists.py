"""The lists of members and of agreements, with what is known of each unit filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import EVIDENCE_WORDS
from regiekaart.language import EN, NL, Text, capital
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.rules import Form
from regiekaart.templates.model import Field, Template
from regiekaart.words.tables import NOT_MEMBER, UNKNOWN_WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.study import Study
    from regiekaart.study.model import Partition
    from regiekaart.templates.model import Value

PARTIAL: Final = Text("gedeeltelijk", "partial")
COMPLETE: Final = Text("volledig", "complete")
# A merged municipality has a source for each of its parts.
_JOINED: Final = " | "
_EVIDENCE: Final = Field(
    Text("bewijs", "evidence"),
    Text("Hoe zeker het is; leeg betekent dat u er zelf voor instaat (gedocumenteerd).",
         "How sure it is; empty means that you vouch for it yourself (documented)."),
    own=True,
    choices=tuple(EVIDENCE_WORDS.values()),
)  # fmt: skip
_SOURCE: Final = Field(
    Text("bron", "source"),
    Text("Waar het staat: een besluit, een brief, een webadres.",
         "Where it says so: a decision, a letter, a web address."),
    own=True,
)  # fmt: skip
_NOTE: Final = Field(
    Text("opmerking", "note"),
    Text("Wat een lezer moet weten.", "What a reader should know."),
    own=True,
)


def membership_template(study: Study) -> Template:
    """Return the list of members to fill in.

    Parameters
    ----------
    study
        The study, whose units and memberships it has.
    """
    forms = any(isinstance(rule, Form) for rule in study.scheme.rules)
    own = [
        _region_field(study),
        *([_form_field(study)] if forms else []),
        _day_field("vanaf", "valid_from", "De eerste dag van het lidmaatschap; leeg: er is geen.",
                   "The first day of the membership; empty: there is none."),
        _day_field("tot", "valid_to", "De laatste dag die meetelt; leeg: er is geen.",
                   "The last day that counts; empty: there is none."),
        _EVIDENCE,
        Field(
            Text("lijst", "list"),
            Text("Op één rij is genoeg. Volledig: wie op de lijst geen lid is, is het niet. "
                 "Gedeeltelijk: van wie er niet op staat, is niets bekend.",
                 "On one row is enough. Complete: who is no member on the list, is none. Partial: "
                 "of who is not on it, nothing is known."),
            own=True, choices=(COMPLETE, PARTIAL),
        ),
        _SOURCE, _NOTE,
    ]  # fmt: skip
    rows = []
    for i, membership in enumerate(study.memberships):
        group = study.groups[study.group_of[i]] if study.group_of[i] >= 0 else None
        known = NOT_MEMBER if membership.known else UNKNOWN_WORD
        evidence = EVIDENCE_WORDS[membership.evidence] if membership.evidence else None
        rows.append((
            *_facts(study, i),
            group.name if group else known,
            *([group.legal_form if group else None] if forms else []),
            None, None, evidence if membership.known else None,
            (COMPLETE if study.complete else PARTIAL) if i == 0 else None,
            _JOINED.join(dict.fromkeys(row.source for row in membership.rows if row.source)),
            _JOINED.join(dict.fromkeys(row.note for row in membership.rows if row.note)),
        ))  # fmt: skip
    many, unit, noun = study.scheme.group.many, study.scheme.unit, study.scheme.group
    return Template(
        name=Text("leden", "members"),
        option="--membership",
        sheet=Text("leden", "members"),
        title=Text(f"Leden van de {many.nl}", f"Members of the {many.en}"),
        day=study.date,
        about=(
            Text(f"{capital(unit.each.nl)} heeft een rij. Vul de kolom "
                 f"‘{noun.one.nl}’ in: de naam van {noun.the.nl}, ‘{NOT_MEMBER.nl}’, of "
                 f"‘{UNKNOWN_WORD.nl}’ als u het niet weet. Een rij die u weglaat, is ook "
                 "onbekend zolang de lijst gedeeltelijk is.",
                 f"Each {unit.one.en} has a row. Fill in the column ‘{_group_header(study).en}’: "
                 f"the name of {noun.the.en}, ‘{NOT_MEMBER.en}’, or ‘{UNKNOWN_WORD.en}’ "
                 "where you do not know. A row that you leave out is unknown as well, as long as "
                 "the list is partial."),
            Text("Op een volledige lijst kan niets onbekend zijn: vul dan elke rij in, en schrijf "
                 "in de kolom ‘lijst’ het woord ‘volledig’.",
                 "On a complete list nothing can be unknown: fill in every row, and write the word "
                 "‘complete’ in the column ‘list’."),
        ),
        fields=(*_fact_fields(study), *own),
        rows=tuple(rows),
        scheme=_scheme_word(study),
    )  # fmt: skip


def agreement_template(study: Study) -> Template:
    """Return the list of agreements with VDAB to fill in.

    Parameters
    ----------
    study
        The study, whose units and agreements it has.
    """
    own = [
        Field(
            Text.same("status"),
            Text("Hoe het met de overeenkomst staat.", "How the agreement stands."),
            own=True, choices=tuple(STATUS_WORDS[status] for status in Status),
        ),
        _day_field("datum", "date", "De dag van de ondertekening; leeg: niet bekend.",
                   "The day of signing; empty: not known."),
        _day_field("einde", "ends_on", "De laatste dag die meetelt; leeg: volgens de regel.",
                   "The last day that counts; empty: by the rule."),
        _day_field("verwacht", "expected_on", "De dag waarop de ondertekening verwacht wordt.",
                   "The day on which signing is expected."),
        _EVIDENCE, _SOURCE, _NOTE,
    ]  # fmt: skip
    rows = []
    for i, standing in enumerate(study.agreements):
        evidence = EVIDENCE_WORDS[standing.evidence] if standing.evidence else None
        rows.append((
            *_facts(study, i),
            STATUS_WORDS[standing.status], standing.since, standing.ends, standing.expected_on,
            evidence,
            _JOINED.join(dict.fromkeys(row.source for row in standing.rows if row.source)),
            _JOINED.join(dict.fromkeys(row.note for row in standing.rows if row.note)),
        ))  # fmt: skip
    unit = study.scheme.unit
    return Template(
        name=Text("overeenkomsten", "agreements"),
        option="--agreements",
        sheet=Text("overeenkomsten", "agreements"),
        title=Text("Samenwerkingsovereenkomsten met VDAB", "Cooperation agreements with VDAB"),
        day=study.date,
        about=(
            Text(f"{capital(unit.each.nl)} heeft een rij. Kies in de kolom ‘status’ hoe het staat; "
                 f"‘{UNKNOWN_WORD.nl}’ is een eerlijk antwoord en telt nooit als ‘geen’.",
                 f"Each {unit.one.en} has a row. Choose in the column ‘status’ how it stands; "
                 f"‘{UNKNOWN_WORD.en}’ is an honest answer and never counts as ‘none’."),
        ),
        fields=(*_fact_fields(study), *own),
        rows=tuple(rows),
        scheme=_scheme_word(study),
    )  # fmt: skip


def _scheme_word(study: Study) -> str:
    """Return the scheme as it was named, of a file its name; empty for the default."""
    named = study.choice.scheme if study.choice is not None else None
    return "" if named is None else Path(named).name


def _group_header(study: Study) -> Text:
    """Return the header of the column of the groups; in English a regie region is a region."""
    if study.scheme.id == FLANDERS.id:
        return Text("regiegebied", "region")
    return study.scheme.group.one


def _region_field(study: Study) -> Field:
    names = tuple(Text.same(group.name) for group in study.groups)
    area = study.scheme.group.short.the
    return Field(
        _group_header(study),
        Text(f"De naam van {area.nl}, ‘geen lid’ of ‘onbekend’. Een nieuwe naam mag: voeg hem toe "
             "op het blad met de keuzes, of schrijf hem gewoon.",
             f"The name of {area.en}, ‘not a member’ or ‘unknown’. A new name is fine: add it on "
             "the sheet with the choices, or just write it."),
        own=True, choices=(NOT_MEMBER, UNKNOWN_WORD, *names), strict=False,
    )  # fmt: skip


def _form_field(study: Study) -> Field:
    rules = [rule for rule in study.scheme.rules if isinstance(rule, Form)]
    forms = dict.fromkeys(form for rule in rules for form in rule.forms.values())
    return Field(
        Text("rechtsvorm", "legal_form"),
        Text("De vorm van het samenwerkingsverband.", "The form of the cooperation."),
        own=True, choices=tuple(Text.same(form.nl) for form in forms), strict=False,
    )  # fmt: skip


def _day_field(nl: str, en: str, meaning_nl: str, meaning_en: str) -> Field:
    return Field(Text(nl, en), Text(meaning_nl, meaning_en), kind="date", own=True)


def _fact_fields(study: Study) -> Sequence[Field]:
    """Return the columns that tell which unit a row is of."""
    day = Text(NL.date(study.date), EN.date(study.date))
    parts, scheme = _parts(study), study.scheme
    counted = scheme.counted(study.population_year)
    own, source = scheme.units_from is not None, Text.same("Statbel")
    if own:
        source = scheme.people_source
    return (
        Field(Text.same("code" if own else "nis"),
              Text(f"De {scheme.code.nl} op {day.nl}.",
                   f"The {scheme.code.en} on {day.en}."), "code"),
        Field(scheme.unit.one,
              Text(f"De naam op {day.nl}.", f"The name on {day.en}.")),
        *(Field(Text(p.kind.noun.one.nl, p.kind.noun.one.en.replace(" ", "_")),
                Text("Om op te filteren; wordt niet gelezen.", "To filter by; it is not read."))
          for p in parts),
        Field(scheme.people.many,
              Text(f"{capital(counted.nl)} ({source.nl}); wordt niet gelezen.",
                   f"{capital(counted.en)} ({source.en}); it is not read."), "count"),
    )  # fmt: skip


def _facts(study: Study, i: int) -> tuple[Value, ...]:
    return (
        study.codes[i],
        study.names[i],
        *(p.labels[p.index[i]] for p in _parts(study)),
        int(study.population[i]),
    )


def _parts(study: Study) -> Sequence[Partition]:
    """Return the divisions that people filter by; one without maps would be one too many."""
    return [p for p in study.partitions.values() if p.kind.mapped]
