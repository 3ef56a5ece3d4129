"""What the layers share: the study in a language, and the columns that each of them has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regiekaart.analysis.rules import check
from regiekaart.export.model import Column, Layer, Value, spoken
from regiekaart.export.naming import Naming
from regiekaart.export.sources import warnings_of
from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.facts.membership import EVIDENCE_WORDS, Evidence
from regiekaart.language import Text
from regiekaart.maps.look import StudyLook
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from regiekaart.analysis.agreements import AgreementRow
    from regiekaart.analysis.figures import Grades, Share
    from regiekaart.analysis.rules import Check
    from regiekaart.export.looks import Look
    from regiekaart.language import Language
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study

SHARE: Final = Text("aandeel, van 0 tot 1", "share, from 0 to 1")
APART: Final = " | "


@dataclass(frozen=True)
class Facts:
    """A study in one language and one look, ready to be put in layers."""

    study: Study
    language: Language
    theme: Theme

    @cached_property
    def look(self) -> StudyLook:
        """The fills and hatches of the paper maps."""
        return StudyLook(self.study, self.language, self.theme)

    @cached_property
    def checked(self) -> Check | None:
        """What the rules found; None where there is no group to check."""
        return check(self.study) if self.study.groups else None

    @cached_property
    def names(self) -> Naming:
        """What columns and layers are called that follow from words of the scheme."""
        return Naming(self.study.scheme)

    @cached_property
    def layer_names(self) -> dict[str, str]:
        """What the layers of units, groups and partitions are called in this language."""
        return self.names.layers(self.language)

    @property
    def code(self) -> str:
        """The column with the code of a unit."""
        return self.study.register.code_header

    @property
    def units(self) -> Text:
        """What is counted where units are."""
        return self.study.scheme.unit.many

    @property
    def people(self) -> Text:
        """What is counted where the weights are."""
        return self.study.scheme.people.many

    @property
    def evidence_words(self) -> dict[Evidence, Text]:
        """The grades in words; what is assumed in an example is made up."""
        made_up = Text("verzonnen", "made up")
        return EVIDENCE_WORDS | ({Evidence.ASSUMED: made_up} if self.study.fictional else {})

    @property
    def counted(self) -> Text:
        """When the people were counted, of a column that has how many there are."""
        if self.study.scheme.units_from is None:
            return Text(
                "Op 1 januari van het bevolkingsjaar.", "On 1 January of the population year."
            )
        return Text("In het bevolkingsjaar.", "In the population year.")

    @property
    def year_told(self) -> Text:
        """What the population year is."""
        people, own = self.people, self.study.scheme.units_from is not None
        nl, en = ("dit jaar", "this year")
        if not own:
            nl, en = f"1 januari van {nl}", f"1 January of {en}"
        return Text(f"De {people.nl} zijn die van {nl}.", f"The {people.en} are those of {en}.")

    def say(self, text: Text | str) -> str:
        """Return a text in the language."""
        return self.language.say(text)

    def layer(
        self,
        name: tuple[str, str],
        title: Text,
        key: str,
        columns: Iterable[Column],
        units: Sequence[tuple[int, ...]],
        looks: tuple[Look, ...],
    ) -> Layer:
        """Return a layer in the language, with the columns that every layer ends with.

        Parameters
        ----------
        name
            The id, and the name in the language.
        title, key, columns, units, looks
            As in `Layer`.
        """
        every = [
            spoken(c, self.language) for c in apart((*columns, *self._study_columns(len(units))))
        ]
        line = self.say(study_line(self.study))
        told = [f"{line[:1].upper()}{line[1:]}."]
        told += [self.say(text) for text in warnings_of(self.study, shapes=self.study.has_borders)]
        return Layer(
            id=name[0],
            name=name[1],
            title=self.say(title),
            description=" ".join(told),
            key=key,
            columns=tuple(every),
            units=tuple(units),
            looks=looks,
        )

    def _study_columns(self, size: int) -> list[Column]:
        """Return what fixes the study: figures without their date say nothing."""
        study = self.study
        return [
            Column(
                "cycle", "string", Text("beleidscyclus", "policy cycle"),
                Text("De cyclus waarvan dit de ledenlijst is.",
                     "The cycle of which this is the list of members."),
                [study.cycle.id] * size, source="membership"),
            Column(
                "reference_date", "date", Text("peildatum", "reference date"),
                Text("De dag waarvoor alles in deze rij geldt.",
                     "The day for which all of this row holds."),
                [study.date] * size),
            Column(
                "population_year", "integer", Text("bevolkingsjaar", "population year"),
                self.year_told,
                [study.population_year] * size, source="population"),
            Column(
                "fictional", "boolean", Text("fictief", "fictional"),
                Text("Waar als de ledenlijst verzonnen is; de cijfers zijn dan niet te gebruiken.",
                     "True if the list of members is made up; the figures are then of no use."),
                [study.fictional] * size, source="membership"),
        ]  # fmt: skip

    def evidence_columns(self, grades: Sequence[Grades]) -> list[Column]:
        """Return how many memberships of each row carry each grade."""
        counts = [dict(found) for found in grades]
        return [
            Column(
                grade.value, "integer",
                Text(f"lidmaatschap {EVIDENCE_WORDS[grade].nl}",
                     f"membership {EVIDENCE_WORDS[grade].en}"),
                Text(f"Hoeveel lidmaatschappen “{self.evidence_words[grade].nl}” zijn.",
                     f"How many memberships are “{self.evidence_words[grade].en}”."),
                [found.get(grade, 0) for found in counts], self.units, "membership")
            for grade in Evidence
        ]  # fmt: skip

    def agreement_columns(self, rows: Sequence[AgreementRow]) -> list[Column]:
        """Return how many units of each row have which status, and the shares that have signed."""
        counts = {
            Status.SIGNED: [row.units.count for row in rows],
            Status.NEGOTIATING: [row.negotiating for row in rows],
            Status.TO_START: [row.to_start for row in rows],
            Status.NONE: [row.none for row in rows],
            Status.UNKNOWN: [row.units.unknown for row in rows],
        }
        columns = [
            Column(
                f"agreement_{status.value}", "integer",
                Text(f"overeenkomst {STATUS_WORDS[status].nl}",
                     f"agreement {STATUS_WORDS[status].en}"),
                Text(f"Hoeveel {self.units.nl} deze stand van de overeenkomst met VDAB hebben.",
                     f"How many {self.units.en} have this status of the agreement with VDAB."),
                values, self.units, "agreements")
            for status, values in counts.items()
        ]  # fmt: skip
        signed = Text("met overeenkomst", "with an agreement")
        columns += share_columns("agreement_share", self.units, signed, [r.units for r in rows])
        columns += share_columns(
            "agreement_population_share", self.people, signed, [r.population for r in rows]
        )
        return columns


def apart(columns: Iterable[Column]) -> Iterator[Column]:
    """Yield columns, with a number behind a name that an earlier one has."""
    count: Counter[str] = Counter()
    for column in columns:
        count[column.name] += 1
        number = count[column.name]
        yield column if number == 1 else replace(column, name=f"{column.name}_{number}")


def share_columns(name: str, what: Text, which: Text, shares: Sequence[Share]) -> list[Column]:
    """Return a share as two columns: what is known, and at most.

    Parameters
    ----------
    name
        Of the first column; the second ends in ``_max``.
    what
        What is divided: units, inhabitants.
    which
        Those that count.
    shares
        One per row.
    """
    head = Text(f"aandeel {what.nl} {which.nl}", f"share of {what.en} {which.en}")
    low: list[Value] = [None if s.low is None else float(s.low) for s in shares]
    high: list[Value] = [None if s.high is None else float(s.high) for s in shares]
    return [
        Column(
            name, "number", head,
            Text("Wat bekend is, gedeeld door alles; wat onbekend is, telt niet mee.",
                 "What is known divided by all; what is unknown is not counted."),
            low, SHARE),
        Column(
            f"{name}_max", "number", Text(f"{head.nl} (hoogstens)", f"{head.en} (at most)"),
            Text("Hetzelfde als alles wat onbekend is, meetelt; gelijk aan de vorige kolom als "
                 "niets onbekend is.",
                 "The same if all that is unknown is counted; equal to the column before if "
                 "nothing is unknown."),
            high, SHARE),
    ]  # fmt: skip


def together(texts: Iterable[str]) -> str:
    """Return several texts as one, each once; lists in the data have the same mark."""
    return in_order(dict.fromkeys(text for text in texts if text))


def in_order(texts: Iterable[str]) -> str:
    """Return several texts as one, each in its place beside its code."""
    return APART.join(texts)
