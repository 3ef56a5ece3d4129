"""What changed against an earlier run, in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from regiekaart.facts.agreements import STATUS_WORDS, Status
from regiekaart.language import EN, NL, Language, Text, both, capital
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.words.table import printable, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from regiekaart.scheme.model import Scheme
    from regiekaart.scheme.noun import Noun

    Run = dict[str, dict[str, Any]]

# So many names stand in a sentence; more are counted.
NAMED: Final = 8


def since(before: Run, after: Run, scheme: Scheme = FLANDERS) -> tuple[Text, ...]:
    """Return what changed between two runs: study, sources, memberships, figures, files.

    Parameters
    ----------
    before, after
        For each its ``manifest`` and its ``results``.
    scheme
        What units and groups are called.
    """
    if _scheme(before) != _scheme(after):
        other = _other_scheme(_scheme(before), _scheme(after))
        return (Text(printable(other.nl), printable(other.en)),)
    told = (
        *_study(before, after, scheme),
        *_sources(before, after),
        *_members(before["results"], after["results"], scheme),
        *_agreements(before["results"], after["results"]),
        *_coverage(before["results"], after["results"], scheme),
        *_findings(before["results"], after["results"]),
        *_subsidy(before["results"], after["results"]),
    )
    if not told:
        told = (Text("De resultaten zijn dezelfde.", "The results are the same."),)
    told = (*told, _files(before["manifest"], after["manifest"]))
    # What an earlier run says lies in a file that anybody can have changed.
    return tuple(Text(printable(text.nl), printable(text.en)) for text in told)


def _scheme(run: Run) -> str:
    """Return the id of the scheme of a run; those that do not tell are older than any other."""
    return str(run["results"]["study"].get("scheme", FLANDERS.id))


def _other_scheme(old: str, new: str) -> Text:
    """Tell that there is nothing to compare: units, groups and rules are others."""
    return Text(
        f"De eerdere uitvoer is van een ander schema ({old}, nu {new}): er is niets te "
        "vergelijken.",
        f"The earlier run is of another scheme ({old}, now {new}): there is nothing to compare.",
    )


def _study(before: Run, after: Run, scheme: Scheme) -> Iterator[Text]:
    was, now = before["results"]["study"], after["results"]["study"]
    units = scheme.unit.many
    if was.get("fictional") != now.get("fictional"):
        yield Text(
            "Een van beide is het fictieve voorbeeld.", "One of the two is the fictional example."
        )
    for key, word in (
        ("cycle", Text("cyclus", "cycle")),
        ("date", Text("peildatum", "reference date")),
        ("population_year", Text("jaar van de bevolking", "year of the population")),
        ("municipalities", Text(f"aantal {units.nl}", f"number of {units.en}")),
    ):
        if was.get(key) != now.get(key):
            yield Text(
                f"Andere {word.nl}: eerst {was.get(key)}, nu {now.get(key)}."
                if word.nl in {"cyclus", "peildatum"}
                else f"Ander {word.nl}: eerst {was.get(key)}, nu {now.get(key)}.",
                f"Another {word.en}: first {was.get(key)}, now {now.get(key)}.",
            )
    if was.get("complete") != now.get("complete"):
        kinds = Text("volledig", "complete"), Text("gedeeltelijk", "partial")
        old, new = kinds if was.get("complete") else kinds[::-1]
        yield Text(
            f"De lijst werd gelezen als {old.nl}, nu als {new.nl}.",
            f"The list was read as {old.en}, now as {new.en}.",
        )


SOURCES: Final = {
    "membership": Text("de ledenlijst", "the list of members"),
    "agreements": Text("de lijst van overeenkomsten", "the list of agreements"),
    "boundaries": Text("de grenzen", "the borders"),
    "before": Text("de lijst van de cyclus ervoor", "the list of the cycle before"),
}


def _sources(before: Run, after: Run) -> Iterator[Text]:
    was, now = (run["manifest"].get("inputs", {}) for run in (before, after))
    changed = [
        words
        for key, words in SOURCES.items()
        if key in was and key in now and was[key].get("sha256") != now[key].get("sha256")
    ]
    if changed:
        yield _listed(Text("Een ander bestand", "Another file"), changed)
    old, new = (run["manifest"].get("regiekaart") for run in (before, after))
    if old != new:
        yield Text(
            f"Gemaakt met een andere versie: eerst {old}, nu {new}.",
            f"Made with another version: first {old}, now {new}.",
        )


def _listed(head: Text, words: Iterable[Text]) -> Text:
    listed = list(words)
    nl, en = NL.listing([w.nl for w in listed]), EN.listing([w.en for w in listed])
    return Text(f"{head.nl}: {nl}.", f"{head.en}: {en}.")


def _named(head: Text, names: Iterable[str]) -> Iterator[Text]:
    """Yield a sentence that counts names and gives the first of them; nothing without any."""
    listed = [printable(name) for name in names]
    if not listed:
        return
    count, rest = both(len(listed)), len(listed) - NAMED
    shown = listed if rest <= 0 else listed[:NAMED]
    nl, en = NL.listing(shown), EN.listing(shown)
    if rest > 0:
        nl, en = f"{', '.join(shown)} en {rest} andere", f"{', '.join(shown)} and {rest} others"
    yield Text(f"{head.nl} ({count.nl}): {nl}.", f"{head.en} ({count.en}): {en}.")


def _members(was: dict[str, Any], now: dict[str, Any], scheme: Scheme) -> Iterator[Text]:
    """Yield who joined, left, moved, and of whom it became known or unknown."""
    old, new = (_by(run["municipalities"], "nis") for run in (was, now))
    unit = scheme.unit
    both_ = [code for code in new if code in old]

    def those(test: Callable[[Any, Any], bool]) -> list[str]:
        return [new[code]["name"] for code in both_ if test(old[code], new[code])]

    def became(one: str, other: str) -> list[str]:
        return those(lambda a, b: a["membership"] == one and b["membership"] == other)

    yield from _named(
        Text(f"Geen {unit.one.nl} meer", f"No {unit.one.en} any more"),
        (old[code]["name"] for code in old if code not in new),
    )
    yield from _named(
        Text(capital(unit.new.nl), capital(unit.new.en)),
        (new[code]["name"] for code in new if code not in old),
    )
    for head, names in (
        (Text("Nu lid, eerst niet", "Now a member, first not"), became("not member", "member")),
        (
            Text("Nu lid, eerst onbekend", "Now a member, first unknown"),
            became("unknown", "member"),
        ),
        (Text("Geen lid meer", "No member any more"), became("member", "not member")),
        (
            Text("Nu geen lid, eerst onbekend", "Now not a member, first unknown"),
            became("unknown", "not member"),
        ),
        (
            Text("Nu onbekend, eerst lid", "Now unknown, first a member"),
            became("member", "unknown"),
        ),
        (
            Text("Nu onbekend, eerst geen lid", "Now unknown, first not a member"),
            became("not member", "unknown"),
        ),
    ):
        yield from _named(head, names)
    yield from _regions(was, now, scheme.group, [
        (new[code]["name"], old[code]["region"], new[code]["region"])
        for code in both_
        if old[code]["region"] and new[code]["region"]
        and old[code]["region"] != new[code]["region"]
    ])  # fmt: skip


def _regions(
    was: dict[str, Any], now: dict[str, Any], group: Noun, moved: list[tuple[str, str, str]]
) -> Iterator[Text]:
    """Yield the new regions, those that are gone, and those with another name only."""
    old, new = (_by(run["regions"], "region") for run in (was, now))
    gone = {tuple(old[name]["municipalities"]): name for name in old if name not in new}
    renamed: list[tuple[str, str]] = []
    added = []
    for name in new:
        if name in old:
            continue
        before = gone.pop(tuple(new[name]["municipalities"]), None)
        if before is None:
            added.append(name)
        else:
            renamed.append((before, name))
    # Who keeps its fellow members has not moved, whatever the region is called now.
    yield from _named(
        Text(f"Naar een {group.other.nl}", f"To another {group.one.en}"),
        [f"{unit} ({a} → {b})" for unit, a, b in moved if (a, b) not in renamed],
    )
    yield from _named(Text(capital(group.new.nl), capital(group.new.en)), added)
    which = Text(f"{group.one.nl} {group.which_is.nl}", f"{group.one.en} {group.which_is.en}")
    yield from _named(
        Text(f"{capital(which.nl)} er niet meer is", f"{capital(which.en)} is gone"), gone.values()
    )
    yield from _named(
        Text("Zelfde leden, andere naam", "Same members, another name"),
        [f"{a} → {b}" for a, b in renamed],
    )


def _agreements(was: dict[str, Any], now: dict[str, Any]) -> Iterator[Text]:
    old, new = (_by(run["municipalities"], "nis") for run in (was, now))
    if not all("agreement" in row for row in [*old.values(), *new.values()]):
        return  # a scheme without agreements, or a run before there were any
    for status in Status:
        words = STATUS_WORDS[status]
        yield from _named(
            Text(f"Overeenkomst met VDAB nu ‘{words.nl}’", f"Agreement with VDAB now ‘{words.en}’"),
            (
                new[code]["name"]
                for code in new
                if code in old and new[code]["agreement"] == status.value != old[code]["agreement"]
            ),
        )


def _coverage(was: dict[str, Any], now: dict[str, Any], scheme: Scheme) -> Iterator[Text]:
    """Yield the coverage that is another: of the whole, and by the first partition."""
    shares = {
        "municipality_share": scheme.unit.many,
        "population_share": Text("bevolking", "population"),
    }
    kinds = list(now["coverage"])[:2]
    for kind in kinds:
        pairs = _pairs(was["coverage"].get(kind, []), now["coverage"][kind], whole=kind == kinds[0])
        for before, after in pairs:
            moved = [
                _from_to(word, before, after, key)
                for key, word in shares.items()
                if _share(before, key) != _share(after, key)
            ]
            if moved:
                yield _listed_with(after["group"], moved)


def _from_to(word: Text, before: dict[str, Any], after: dict[str, Any], key: str) -> Text:
    old, new = _share(before, key), _share(after, key)
    return Text(f"{word.nl} van {old.nl} naar {new.nl}", f"{word.en} from {old.en} to {new.en}")


def _listed_with(group: str, moved: list[Text]) -> Text:
    nl, en = "; ".join(text.nl for text in moved), "; ".join(text.en for text in moved)
    return Text(f"Dekking {group}: {nl}.", f"Coverage of {group}: {en}.")


def _pairs(was: list[Any], now: list[Any], *, whole: bool) -> Iterator[tuple[Any, Any]]:
    """Yield the rows of the same part; the whole, which leads every table, only if it is asked."""
    old = _by(was, "group")
    for row in now if whole else now[1:]:
        if row["group"] in old:
            yield old[row["group"]], row


def _share(row: dict[str, Any], key: str) -> Text:
    def said(spoken: Language) -> str:
        ends = [row[key], row[f"{key}_max"]]
        shown = ["–" if end is None else spoken.percent(end) for end in dict.fromkeys(ends)]
        return f" {spoken.say(Text('tot', 'to'))} ".join(shown)

    return Text(said(NL), said(EN))


def _findings(was: dict[str, Any], now: dict[str, Any]) -> Iterator[Text]:
    """Yield the findings that are new, and those that are gone; the words of one may differ."""
    old, new = ({_finding_key(f): f for f in run["findings"]} for run in (was, now))
    for head, these, others in (
        (Text("Nieuwe vaststelling", "New finding"), new, old),
        (Text("Vaststelling die er niet meer is", "Finding that is gone"), old, new),
    ):
        for key, finding in these.items():
            if key not in others:
                message = finding["message"]
                yield Text(
                    f"{head.nl}: {printable(message['nl'])}",
                    f"{head.en}: {printable(message['en'])}",
                )


def _finding_key(finding: dict[str, Any]) -> tuple[str, str, str, str]:
    units = "" if finding["region"] else ",".join(finding["municipalities"])
    return finding["rule"], finding["severity"], finding["region"] or "", units


def _subsidy(was: dict[str, Any], now: dict[str, Any]) -> Iterator[Text]:
    old, new = was.get("subsidy"), now.get("subsidy")
    if not old or not new:
        return
    amounts = [_by(run["regions"], "region") for run in (old, new)]
    moved = []
    for region in sorted({*amounts[0], *amounts[1]}):
        before, after = (Decimal(each.get(region, {}).get("total", "0.00")) for each in amounts)
        if before != after:
            moved.append((region, after - before))
    moved.sort(key=lambda each: (-abs(each[1]), each[0]))

    def said(spoken: Language) -> list[str]:
        return [f"{name} {signed(spoken.decimal(n, 2), n)}" for name, n in moved]

    nl, en = (
        list(_named(Text("Subsidie, in euro", "Subsidy, in euro"), said(s))) for s in (NL, EN)
    )
    for one, other in zip(nl, en, strict=True):
        yield Text(one.nl, other.en)


def _files(was: dict[str, Any], now: dict[str, Any]) -> Text:
    """Return how many files are the same, another, new, and no longer there."""
    old, new = ({f["path"]: f["sha256"] for f in run["files"]} for run in (was, now))
    same = sum(old.get(path) == digest for path, digest in new.items())
    changed = sum(path in old and old[path] != digest for path, digest in new.items())
    added, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    return Text(
        f"Bestanden: {same} gelijk, {changed} gewijzigd, {added} nieuw, {gone} niet meer gemaakt.",
        f"Files: {same} the same, {changed} changed, {added} new, {gone} no longer made.",
    )


def _by(rows: list[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}
