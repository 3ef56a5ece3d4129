"""What changed between two studies, in sentences; what is not certain is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.analysis.bridge import Cause
from regiekaart.analysis.coverage import coverage
from regiekaart.language import EN, NL, Text, capital
from regiekaart.words.change_fates import SAME, Fate, carried_over, fate_words, fates
from regiekaart.words.change_words import RENAMED, cause_word, moved_word, named, names
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
        lines.append(language.say(_nothing(change)))
    else:
        words = fate_words(change)
        heads = words[Fate.JOINED], words[Fate.LEFT], words[Fate.MOVED]
        onwards = heads[0] == _heads(change)[0]
        lines.append(_certain_line(change, language, None if onwards else heads))
        lines += _renamed_lines(change, language)
    if not change.certain and not _identical(change):
        lines += _same_source_lines(change, language)
    if change.became_known or change.became_unknown:
        lines.append(_unknown_line(change, language))
    if change.merged:
        lines.append(_merger_line(change, language))
    return lines


def _nothing(change: Change) -> Text:
    each = change.after.scheme.unit.each
    if change.certain:
        return Text(
            f"Er veranderde niets: van {each.nl} is beide keren hetzelfde gezegd.",
            f"Nothing changed: the same is said of {each.en} both times.",
        )
    return Text(
        f"Van {each.nl} is beide keren hetzelfde bekend: er is geen verandering te zien. Of er een "
        "was bij wie onbekend is, is niet te zeggen.",
        f"The same is known of {each.en} both times: no change is seen. Whether there was one "
        "among the unknown cannot be said.",
    )


_BACK: Final = Text("De vergelijking gaat terug in de tijd.", "The comparison goes back in time.")


def _counted_line(change: Change) -> Text:
    """Return the units of which day the sentences count, where a map's legend counts others."""
    late, early = change.before.date, change.after.date
    units = change.after.scheme.unit.many
    return Text(
        f"Deze zinnen tellen de {units.nl} van {NL.date(late)}, de legende die van "
        f"{NL.date(early)}.",
        f"These sentences count the {units.en} of {EN.date(late)}, the legend those of "
        f"{EN.date(early)}.",
    )


def _lines(change: Change, language: Language) -> list[str]:
    """Return what leads first: the coverage, or with unknown memberships what both lists say."""
    coverages = [_coverage_line(change, each, language) for each in ("units", "population")]
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


def _coverage_head(change: Change, measure: str) -> Text:
    if measure == "population":
        return Text("Dekkingsgraad van de bevolking", "Population coverage")
    unit = change.after.scheme.unit
    return Text(f"Dekkingsgraad van de {unit.many.nl}", capital(unit.coverage.en))


def _heads(change: Change) -> tuple[Text, Text, Text]:
    """Return what stands before who joined, who left and who moved."""
    scheme = change.after.scheme
    joined, left = (cause_word(scheme, cause) for cause in (Cause.JOINED, Cause.LEFT))
    return joined, left, moved_word(scheme)


def _verbs(change: Change) -> tuple[Text, Text, Text]:
    """Return what they did, in the order of `_heads`."""
    group = change.after.scheme.group.one.nl
    moved = Text(f"van {group} veranderde", "moved")
    return Text("toetrad", "joined"), Text("uittrad", "left"), moved


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
    head = f"{language.say(_coverage_head(change, measure))}: {before} {first}; {after} {then}."
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


def _certain_line(change: Change, language: Language, spoken: Sequence[Text] | None = None) -> str:
    """Return who joined, left and moved, each under its own words, or those of a legend."""
    moved = [m.nis for m in change.moved if not m.renamed]
    heads = _heads(change) if spoken is None else spoken
    kinds = tuple(zip(heads, (change.joined, change.left, moved), strict=True))
    if not change.certain and not any(codes for _, codes in kinds):
        return language.say(_none_certain(change))
    # "None joined" would be more than the lists carry: of the unknown it cannot be said.
    unsaid = [] if change.certain or spoken is not None else _did_not(change, kinds)
    if (spoken is not None and any(codes for _, codes in kinds)) or unsaid:
        # Longer words: what nobody did goes without saying.
        kinds = tuple((word, codes) for word, codes in kinds if codes)
    pieces = [f"{language.say(word)}: {named(change, codes, language)}" for word, codes in kinds]
    by = "" if change.certain else language.say(Text("Volgens beide lijsten ", "By both lists "))
    return _sentence(by + "; ".join([*pieces, *map(language.say, unsaid)]))


def _none_certain(change: Change) -> Text:
    unit, group = change.after.scheme.unit, change.after.scheme.group.one
    return Text(
        f"Volgens beide lijsten samen is van {unit.none.nl} zeker dat {unit.it.nl} toetrad, "
        f"uittrad of van {group.nl} veranderde.",
        f"By both lists together {unit.none.en} is certain to have joined, left or moved to "
        f"another {group.en}.",
    )


def _did_not(change: Change, kinds: Sequence[tuple[Text, Sequence[str]]]) -> list[Text]:
    """Return what no unit is certain to have done; nothing where each was done."""
    verbs = [verb for verb, (_, codes) in zip(_verbs(change), kinds, strict=True) if not codes]
    if not verbs:
        return []
    nl, en = " of ".join(verb.nl for verb in verbs), " or ".join(verb.en for verb in verbs)
    unit = change.after.scheme.unit
    return [
        Text(
            f"van {unit.none.nl} is zeker dat {unit.it.nl} {nl}",
            f"{unit.none.en} is certain to have {en}",
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
    units = change.after.scheme.unit.count(old)
    line = language.say(
        Text(f"Fusies: {old} {units.nl} werden er {new}", f"Mergers: {old} {units.en} became {new}")
    )
    if not change.split:
        return f"{line}."
    apart = Text(
        f"apart geteld, want het lidmaatschap van de vroegere {units.nl} verschilt",
        f"counted apart, since the earlier {units.en} differ in membership",
    )
    return f"{line}; {language.say(apart)}: {names(change, change.split, language)}."


def _region_line(change: Change, language: Language) -> str:
    before, after = (len(study.groups) for study in (change.before, change.after))
    known = Text("", "") if change.certain else Text(" met een bekend lid", " with a known member")
    groups = change.after.scheme.group.many
    head = language.say(Text(f"{capital(groups.nl)}{known.nl}", f"{capital(groups.en)}{known.en}"))
    line = f"{head}: {before}, {language.say(Text('daarna', 'then'))} {after}."
    return " ".join([line, *_renamed_lines(change, language)])


def _renamed_lines(change: Change, language: Language) -> Iterator[str]:
    """Yield which regions may have got another name only, if any."""
    pairs = [f"{r.before} → {r.after}" for r in change.regions if r.renamed]
    if pairs:
        yield _sentence(f"{language.say(RENAMED)}: {'; '.join(pairs)}")
