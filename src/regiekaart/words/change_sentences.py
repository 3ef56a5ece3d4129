"""What changed between two studies, in sentences; what is not certain is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.bridge import Cause
from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL, Text
from regiekaart.words.change_fates import SAME, Fate, carried_over, fate_words, fates
from regiekaart.words.change_words import CAUSE_WORDS, MOVED, RENAMED, named, names
from regiekaart.words.table import Points, cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from regiekaart.analysis.change import Change
    from regiekaart.analysis.figures import Share
    from regiekaart.language import Language


def change_sentences(change: Change) -> tuple[Text, ...]:
    """Return what changed in sentences; what is not certain is not stated.

    Parameters
    ----------
    change
        The change.
    """
    return _spoken(change, _lines)


def map_sentences(change: Change) -> tuple[Text, ...]:
    """Return what stands above a map of what changed: the figures that the map shows.

    Parameters
    ----------
    change
        The change.
    """
    return _spoken(change, _map_lines)


def _spoken(change: Change, lines: Callable[[Change, Language], list[str]]) -> tuple[Text, ...]:
    pairs = zip(lines(change, NL), lines(change, EN), strict=True)
    return tuple(Text(nl, en) for nl, en in pairs)


def _map_lines(change: Change, language: Language) -> list[str]:
    lines = []
    if change.ground.backwards:
        # First: all that follows is to be read that way round.
        lines.append(language.say(_BACK))
        if change.merged:
            lines.append(language.say(_counted_line(change)))
    if change.certain:
        lines.append(_coverage_line(change, "population", language))
    if set(fates(change)) <= set(SAME):
        lines.append(language.say(_NOTHING if change.certain else _NOTHING_KNOWN))
    else:
        words = fate_words(change)
        heads = words[Fate.JOINED], words[Fate.LEFT], words[Fate.MOVED]
        onwards = heads[0] == _HEADS[0]
        lines.append(_certain_line(change, language, _HEADS if onwards else heads))
        lines += _renamed_lines(change, language)
    if not change.certain and not _identical(change):
        lines += _same_source_lines(change, language)
    if change.became_known or change.became_unknown:
        lines.append(_unknown_line(change, language))
    if change.merged:
        lines.append(_merger_line(change, language))
    return lines


_NOTHING: Final = Text(
    "Er veranderde niets: van elke gemeente is beide keren hetzelfde gezegd.",
    "Nothing changed: the same is said of each municipality both times.",
)
_NOTHING_KNOWN: Final = Text(
    "Van elke gemeente is beide keren hetzelfde bekend: er is geen verandering te zien. Of er een "
    "was bij wie onbekend is, is niet te zeggen.",
    "The same is known of each municipality both times: no change is seen. Whether there was one "
    "among the unknown cannot be said.",
)


_BACK: Final = Text("De vergelijking gaat terug in de tijd.", "The comparison goes back in time.")


def _counted_line(change: Change) -> Text:
    """Return whose municipalities the sentences count, where a map's legend counts others."""
    late, early = change.before.date, change.after.date
    return Text(
        f"Deze zinnen tellen de gemeenten van {NL.date(late)}, de legende die van "
        f"{NL.date(early)}.",
        f"These sentences count the municipalities of {EN.date(late)}, the legend those of "
        f"{EN.date(early)}.",
    )


def _lines(change: Change, language: Language) -> list[str]:
    """Return what leads first: the coverage, or with unknown memberships what both lists say."""
    coverages = [_coverage_line(change, measure, language) for measure in _COVERAGE_HEADS]
    certain = _certain_line(change, language)
    lines = [*coverages, certain] if change.certain else [certain]
    if not change.certain and not _identical(change):
        lines += _same_source_lines(change, language)
    if change.became_known or change.became_unknown:
        lines.append(_unknown_line(change, language))
    if change.merged:
        lines.append(_merger_line(change, language))
    if change.ground.backwards:
        lines.append(language.say(_BACK))
    lines.append(_region_line(change, language))
    return lines if change.certain else [*lines, *coverages]


_COVERAGE_HEADS: Final = {
    "units": Text("Dekkingsgraad van de gemeenten", "Municipal coverage"),
    "population": Text("Dekkingsgraad van de bevolking", "Population coverage"),
}


_HEADS: Final = (CAUSE_WORDS[Cause.JOINED], CAUSE_WORDS[Cause.LEFT], MOVED)
_VERBS: Final = (
    Text("toetrad", "joined"),
    Text("uittrad", "left"),
    Text("van regiegebied veranderde", "moved"),
)


def _coverage_line(change: Change, measure: str, language: Language) -> str:
    start, end = change.bridge.whole.ends(measure)
    shares: list[Share] = [
        getattr(coverage(study).whole, measure) for study in (change.before, change.after)
    ]
    before, after = (share.sentence_part(language) for share in shares)
    first, then = (language.say(text) for text in _moments(change))
    of = language.say(Text("van de", "of"))
    counts = [f"{language.integer(s.count)} {of} {language.integer(s.total)}" for s in shares]
    number = language.say(Text(", daarna ", ", then ")).join(counts)
    known, least, most = (
        cell_text(Points(share), language)
        for share in (end.low - start.low, end.low - start.high, end.high - start.low)
    )
    head = f"{language.say(_COVERAGE_HEADS[measure])}: {before} {first}; {after} {then}."
    if change.certain or _identical(change):
        tail = Text(
            f"Verschil: {known} procentpunt ({number}).",
            f"Difference: {known} percentage points ({number}).",
        )
    else:
        tail = Text(
            f"Het werkelijke verschil ligt tussen {least} en {most} procentpunt. Dat van de "
            f"bekende leden alleen ({number}: {known} procentpunt) zegt daar niets over.",
            f"The real difference lies between {least} and {most} percentage points. That of the "
            f"known members alone ({number}: {known} percentage points) says nothing about it.",
        )
    return f"{head} {language.say(tail)}"


def _identical(change: Change) -> bool:
    """Return whether both say the same of the same day: then the unknown is the same as well."""
    before, after = change.before, change.after
    same = (before.date, before.memberships) == (after.date, after.memberships)
    return same and change.bridge.whole.empty


def _moments(change: Change) -> tuple[Text, Text]:
    """Return how a sentence tells the two studies apart: by what differs."""
    studies = change.before, change.after
    options = (
        [Text(f"op {NL.date(s.date)}", f"on {EN.date(s.date)}") for s in studies],
        [Text(f"in de cyclus {s.cycle.id}", f"in the cycle {s.cycle.id}") for s in studies],
        [Text(f"volgens {m.nl}", f"by {m.en}") for m in (s.membership_source for s in studies)],
        [Text("eerst", "first"), Text("daarna", "then")],
    )
    first, then = next((a, b) for a, b in options if a != b)
    return first, then


def _certain_line(change: Change, language: Language, heads: Sequence[Text] = _HEADS) -> str:
    """Return who joined, left and moved, each under its own words."""
    moved = [m.nis for m in change.moved if not m.renamed]
    kinds = tuple(zip(heads, (change.joined, change.left, moved), strict=True))
    if not change.certain and not any(codes for _, codes in kinds):
        none = Text(
            "Volgens beide lijsten samen is van geen enkele gemeente zeker dat ze toetrad, uittrad "
            "of van regiegebied veranderde.",
            "By both lists together no municipality is certain to have joined, left or moved to "
            "another regie region.",
        )
        return language.say(none)
    # "None joined" would be more than the lists carry: of the unknown it cannot be said.
    unsaid = [] if change.certain or heads is not _HEADS else _did_not(kinds)
    if (heads is not _HEADS and any(codes for _, codes in kinds)) or unsaid:
        # Longer words: what nobody did goes without saying.
        kinds = tuple((word, codes) for word, codes in kinds if codes)
    pieces = [f"{language.say(word)}: {named(change, codes, language)}" for word, codes in kinds]
    by = "" if change.certain else language.say(Text("Volgens beide lijsten ", "By both lists "))
    return _sentence(by + "; ".join([*pieces, *map(language.say, unsaid)]))


def _did_not(kinds: Sequence[tuple[Text, Sequence[str]]]) -> list[Text]:
    """Return what no municipality is certain to have done; nothing where each was done."""
    verbs = [verb for verb, (_, codes) in zip(_VERBS, kinds, strict=True) if not codes]
    if not verbs:
        return []
    nl, en = " of ".join(verb.nl for verb in verbs), " or ".join(verb.en for verb in verbs)
    return [
        Text(
            f"van geen enkele gemeente is zeker dat ze {nl}",
            f"no municipality is certain to have {en}",
        )
    ]


def _same_source_lines(change: Change, language: Language) -> Iterator[str]:
    """Yield of how many members nothing new says that they stayed."""
    count = len(carried_over(change))
    if not count:
        return
    late = change.before if change.ground.backwards else change.after
    total = int((late.group_of >= 0).sum())
    number, whole = language.integer(count), language.integer(total)
    one = count == 1
    both_times = Text("in beide lijsten", "in both lists")
    one_list = {(s.membership_source, s.membership_sha256) for s in (change.before, change.after)}
    if len(one_list) == 1:
        both_times = Text("op beide data", "on both dates")
    yield language.say(
        Text(
            f"Van {number} van de {whole} leden komt het lidmaatschap {both_times.nl} uit dezelfde "
            f"bron: dat {'het' if one else 'ze'} {'bleef' if one else 'bleven'}, is aangenomen en "
            "niet vastgesteld.",
            f"The membership of {number} of the {whole} members has the same source "
            f"{both_times.en}: that {'it' if one else 'they'} stayed is assumed, not established.",
        )
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _unknown_line(change: Change, language: Language) -> str:
    kinds = (
        (change.became_known, Text("werd bekend van", "became known for")),
        (change.became_unknown, Text("is niet meer bekend van", "is no longer known for")),
    )
    pieces = [
        f"{language.say(word)} {named(change, codes, language)}" for codes, word in kinds if codes
    ]
    head = language.say(Text("Het lidmaatschap", "Membership"))
    tail = Text("of ze toe- of uittraden, is niet te zeggen", "who joined or left cannot be said")
    return f"{head} {language.listing(pieces)}: {language.say(tail)}."


def _merger_line(change: Change, language: Language) -> str:
    old, new = len(change.merged), len({code for _, code in change.merged})
    line = language.say(
        Text(
            f"Fusies: {old} gemeenten werden er {new}",
            f"Mergers: {old} municipalities became {new}",
        )
    )
    if not change.split:
        return f"{line}."
    apart = Text(
        "apart geteld, want het lidmaatschap van de vroegere gemeenten verschilt",
        "counted apart, since the earlier municipalities differ in membership",
    )
    return f"{line}; {language.say(apart)}: {names(change, change.split, language)}."


def _region_line(change: Change, language: Language) -> str:
    before, after = (len(study.groups) for study in (change.before, change.after))
    known = Text("", "") if change.certain else Text(" met een bekend lid", " with a known member")
    head = language.say(Text(f"Regiegebieden{known.nl}", f"Regie regions{known.en}"))
    line = f"{head}: {before}, {language.say(Text('daarna', 'then'))} {after}."
    return " ".join([line, *_renamed_lines(change, language)])


def _renamed_lines(change: Change, language: Language) -> Iterator[str]:
    """Yield which regions may have got another name only, if any."""
    pairs = [f"{r.before} → {r.after}" for r in change.regions if r.renamed]
    if pairs:
        yield _sentence(f"{language.say(RENAMED)}: {'; '.join(pairs)}")
