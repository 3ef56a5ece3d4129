"""What the page tells of one municipality: evidence, sources, since when, agreement, what changed.

Texts stand in tables by number, so that what is said of a hundred municipalities is stored once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regiekaart.analysis.change import compare
from regiekaart.facts.agreements import Status
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import EN, NL, Text
from regiekaart.web.texts import TextTable, capital
from regiekaart.web.wording import form_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from regiekaart.analysis.change import Change
    from regiekaart.facts.agreement_standings import Standing
    from regiekaart.scheme.noun import Noun
    from regiekaart.study import Study

NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """Sources by number, and the sets of them that are cited together, each of them once."""

    sources: dict[str, int] = field(default_factory=dict)
    sets: dict[tuple[int, ...], int] = field(default_factory=dict)

    def number(self, cited: Iterable[str]) -> int:
        """Return the number of a set of sources; in a list they stand with ``|`` between them."""
        split = (piece.strip() for text in cited for piece in text.split("|"))
        found = dict.fromkeys(
            self.sources.setdefault(each, len(self.sources)) for each in split if each
        )
        return self.sets.setdefault(tuple(found), len(self.sets))


@dataclass(frozen=True, slots=True)
class Tables:
    """What the cards of all moments share."""

    texts: TextTable = field(default_factory=TextTable)
    sources: SourceTable = field(default_factory=SourceTable)


def cards_json(study: Study, tables: Tables) -> dict[str, list[int]]:
    """Return the cards of the units of a study, column by column.

    Parameters
    ----------
    study
        The study.
    tables
        Where the texts and the sources go.
    """
    number, cite = tables.texts.number, tables.sources.number
    units = range(len(study.codes))
    changed = _changes(study)
    rows = [study.memberships[i].rows for i in units]
    cards = {
        "evidence": [number(_evidence(study, i)) for i in units],
        "sources": [cite(row.source for row in found) for found in rows],
        "since": [number(_since(study, i)) for i in units],
        "change": [number(text) for text in changed],
    }
    if not study.scheme.has_statuses:
        return cards
    return cards | {
        "agreement": [number(_agreement(standing)) for standing in study.agreements],
        "agreement_evidence": [number(_grade(s.evidence)) for s in study.agreements],
        "agreement_sources": [cite(row.source for row in s.rows) for s in study.agreements],
    }


def _grade(grade: Evidence | None) -> Text:
    return EVIDENCE_WORDS[grade] if grade else NOTHING


def _evidence(study: Study, i: int) -> Text:
    """Return how well the membership is grounded; what is assumed in an example is made up."""
    grade = study.memberships[i].evidence
    if study.group_of[i] < 0 or grade is None:
        return NOTHING
    if study.fictional and grade is Evidence.ASSUMED:
        return Text("verzonnen", "made up")
    return EVIDENCE_WORDS[grade]


def _since(study: Study, i: int) -> Text:
    """Return since when a unit is a member, or that the list does not say."""
    rows = study.memberships[i].rows
    if study.group_of[i] < 0 or not rows:
        return NOTHING
    starts, ends = {row.valid_from for row in rows}, {row.valid_to for row in rows}
    cycle = study.cycle.phrase
    since = Text("niet bekend; staat op de lijst", "not known; is on the list")
    if study.cycle.end is not None:
        since = Text(f"{since.nl} van de {cycle.nl}", f"{since.en} of the {cycle.en}")
    if len(starts) == 1 and (start := starts.pop()):
        since = Text(NL.date(start), EN.date(start))
    if len(ends) == 1 and (end := ends.pop()):
        return Text(
            f"{since.nl}, tot en met {NL.date(end)}", f"{since.en}, until {EN.date(end)} inclusive"
        )
    return since


def _agreement(standing: Standing) -> Text:
    """Return the days that are known of an agreement, or of its lack."""
    pieces = list(_agreement_days(standing))
    return Text("; ".join(p.nl for p in pieces), "; ".join(p.en for p in pieces))


def _agreement_days(standing: Standing) -> Iterator[Text]:
    known = max((row.known_on for row in standing.rows), default=None)
    signed = standing.status is Status.SIGNED
    if standing.since:
        yield _on(Text("op", "on"), standing.since)
    elif signed and known:
        yield _on(Text("dag niet bekend; bron van", "day not known; source of"), known)
    elif known and standing.status is not Status.UNKNOWN:
        yield _on(Text("volgens een bron van", "by a source of"), known)
    if standing.ends:
        yield _on(Text("loopt tot en met", "runs until"), standing.ends)
    if standing.expected_on:
        expected = Text("verwacht of later bekend:", "expected or known later:")
        yield _on(expected, standing.expected_on)


def _on(words: Text, day: date) -> Text:
    return Text(f"{words.nl} {NL.date(day)}", f"{words.en} {EN.date(day)}")


def formed_text(nis: str, study: Study) -> Text:
    """Return from which units one was formed, as far back as the tables go; else nothing.

    Parameters
    ----------
    nis
        A unit of the study.
    study
        The study, for its date.
    """
    merged = study.history.mergers
    mergers = [m for m in merged if m.new_nis == nis and m.effective <= study.date]
    if not mergers:
        return NOTHING
    last = max(m.effective for m in mergers)
    names = [m.old_name for m in mergers if m.effective == last]
    return Text(
        f"Sinds {NL.date(last)}; gevormd uit {NL.listing(names)}.",
        f"Since {EN.date(last)}; formed from {EN.listing(names)}.",
    )


def _changes(study: Study) -> list[Text]:
    """Return per unit what changed since the cycle before; nothing where there is none."""
    earlier = study.cycle_before
    if earlier is None:
        return [NOTHING] * len(study.codes)
    change = compare(earlier, study)
    teller = _Teller.of(change, study.scheme.unit)
    return [teller.tell(nis) for nis in study.codes]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says of one unit what two lists allow to be said."""

    change: Change
    moved: dict[str, bool]
    same_source: frozenset[str]
    unit: Noun

    @classmethod
    def of(cls, change: Change, unit: Noun) -> _Teller:
        carried = (nis for region in change.regions for nis in region.lineage.same_source)
        renamed = {m.nis: m.renamed for m in change.moved}
        return cls(change, renamed, frozenset(carried), unit)

    def tell(self, nis: str) -> Text:
        unit = self.change.units.get(nis)
        if unit is None:
            return NOTHING
        if nis in self.change.split:
            return Text(
                f"Er werden {self.unit.many.nl} samengevoegd waarvan het lidmaatschap verschilt: "
                f"{self._parts(nis, 0)}.",
                f"{capital(self.unit.many).en} merged that differ in membership: "
                f"{self._parts(nis, 1)}.",
            )
        was = self.change.said_before(nis)[0]
        now = self.change.said_after(nis)[0]
        if nis in self.change.became_known:
            return Text(
                f"Toen was het lidmaatschap onbekend; of {self._it} toetrad, is niet te zeggen.",
                "The membership was unknown then; whether it joined cannot be said.",
            )
        if nis in self.change.became_unknown:
            return self._state(was.region, known=was.known, lost=True)
        if nis in self.change.joined:
            return Text("Toegetreden: toen geen lid.", "Joined: not a member then.")
        if nis in self.change.left:
            return Text(
                f"Uitgetreden: toen lid van {was.region}.",
                f"Left: a member of {was.region} then.",
            )
        if nis in self.moved:
            return self._moved(nis, was.region or "")
        return self._stayed(nis, now.region, known=now.known)

    def _moved(self, nis: str, region: str) -> Text:
        perhaps = Text(" Misschien alleen een andere naam.", " Perhaps another name only.")
        perhaps = perhaps if self.moved[nis] else NOTHING
        return Text(
            f"Toen lid van {region}.{perhaps.nl}", f"A member of {region} then.{perhaps.en}"
        )

    def _stayed(self, nis: str, region: str | None, *, known: bool) -> Text:
        if nis in self.same_source:
            return Text(
                f"Ook toen lid van {region}, volgens dezelfde bron: dat {self._it} bleef, is "
                "aangenomen.",
                f"A member of {region} then too, by the same source: that it stayed is assumed.",
            )
        return self._state(region, known=known, lost=False)

    def _parts(self, nis: str, language: int) -> str:
        spoken = (NL, EN)[language]
        words = {
            True: Text("geen lid", "not a member"),
            False: Text("onbekend", "unknown"),
        }
        told = [
            f"{said.name} ({said.region or spoken.say(words[said.known])})"
            for said in self.change.said_before(nis)
        ]
        return spoken.listing(told)

    @property
    def _it(self) -> str:
        """What stands for a unit in a Dutch sentence: ze, or het."""
        return form_of(self.unit, "it").nl

    def _state(self, region: str | None, *, known: bool, lost: bool) -> Text:
        """Return what a unit was, that is the same now or, if that is lost, not known now."""
        nl, en = ("Toen", "then") if lost else ("Ook toen", "then too")
        tail = NOTHING
        if lost:
            tail = Text(
                f" Of {self._it} uittrad, is niet te zeggen.", " Whether it left cannot be said."
            )
        if region:
            return Text(f"{nl} lid van {region}.{tail.nl}", f"A member of {region} {en}.{tail.en}")
        if known:
            return Text(f"{nl} geen lid.{tail.nl}", f"Not a member {en}.{tail.en}")
        return Text(f"{nl} onbekend.", f"Unknown {en}.")
