"""The words that the tables and the sentences of a change share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.bridge import Cause
from regiekaart.analysis.figures import Provenance
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.analysis.change import Change
    from regiekaart.language import Language
    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study

_CAUSES: Final = {
    Cause.MERGERS: Text("fusies", "mergers"),
    Cause.JOINED: Text("toegetreden", "joined"),
    Cause.LEFT: Text("uitgetreden", "left"),
    Cause.BECAME_KNOWN: Text("lidmaatschap bekend geworden", "membership became known"),
    Cause.BECAME_UNKNOWN: Text("lidmaatschap niet meer bekend", "membership no longer known"),
    Cause.POPULATION_GROWTH: Text("bevolkingsgroei bij de leden", "population growth of members"),
    Cause.OTHER_DENOMINATOR: Text(
        "bevolkingsgroei elders (in de noemer)", "population growth elsewhere (denominator)"
    ),
}
# Up to this many units are named in a sentence; the table names all.
FEW: Final = 8
RENAMED: Final = Text("mogelijk alleen hernoemd", "possibly just renamed")


def cause_word(scheme: Scheme, cause: Cause) -> Text:
    """Return why coverage changed, in a few words."""
    if cause is Cause.SPLIT_MERGERS:
        units = scheme.unit.many
        return Text(
            f"fusies van {units.nl} met verschillend lidmaatschap",
            f"mergers of {units.en} that differ in membership",
        )
    return _CAUSES[cause]


def moved_word(scheme: Scheme) -> Text:
    """Return what a unit did that is in another group than before, in a list of such words."""
    return Text(f"van {scheme.group.one.nl} veranderd", "moved")


def named(change: Change, codes: Sequence[str], language: Language) -> str:
    """Return how many units, by name where they are few.

    Parameters
    ----------
    change
        The change.
    codes
        The units, of the later day.
    language
        The language.
    """
    if not codes:
        return language.say(Text("geen", "none"))
    noun = language.say(change.after.scheme.unit.count(len(codes)))
    number = f"{language.integer(len(codes))} {noun}"
    return number if len(codes) > FEW else f"{number} ({names(change, codes, language)})"


def names(change: Change, codes: Sequence[str], language: Language) -> str:
    """Return units by name, sorted; parameters as of `named`."""
    return language.listing(sorted(change.units[nis].name for nis in codes))


def side_lines(change: Change, language: Language) -> tuple[str, str]:
    """Return where what each side says comes from, and how well it is grounded, in a line each.

    Parameters
    ----------
    change
        The change.
    language
        The language.
    """
    studies = change.before, change.after
    heads = [language.date(study.date) for study in studies]
    if heads[0] == heads[1]:
        word = language.say(Text("lijst", "list"))
        heads = [f"{word.capitalize()} {number} ({heads[0]})" for number in (1, 2)]
    before, after = (f"{h}: {_side(s, language)}" for h, s in zip(heads, studies, strict=True))
    return before, after


def _side(study: Study, language: Language) -> str:
    origin, say = Provenance.of(study), language.say
    grades = origin.evidence_words(language, origin.evidence) if origin.evidence else ""
    tail = (
        Text("volledige lijst", "complete list")
        if origin.complete
        else Text("wie er niet op staat, is onbekend", "who is not on it is unknown")
    )
    none = Text("geen enkel lidmaatschap bekend", "no membership known")
    day = study.scheme.count_day(origin.population_year)
    source = study.scheme.people_source
    people = Text(
        f"Bevolking: {source.nl}, {day.nl}.",
        f"Population: {source.en}, {day.en}.",
    )
    head = f"{say(Text('lidmaatschap', 'membership'))}: {say(origin.membership)}"
    return f"{head}: {grades or say(none)}; {say(tail)}. {say(people)}"
