"""The page of what changed between two studies: who joined, left and stayed.

The page shows the municipalities of the study that is compared to, each by its fate. Fills say what
a municipality is now, hatches that it was not so for certain, or was otherwise: so the fates are
apart on a printer without colours as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from regiekaart.analysis.change import compare
from regiekaart.language import EN, NL, Text, capital
from regiekaart.maps.spec import LegendEntry, PageSpec, Patch
from regiekaart.maps.style import Style
from regiekaart.study import OUTSIDE, UNKNOWN
from regiekaart.words.change_fates import Fate, fate_words, fates
from regiekaart.words.change_sentences import map_sentences
from regiekaart.words.change_words import side_lines
from regiekaart.words.sentences import merged_apart
from regiekaart.words.table import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.analysis.change import Change
    from regiekaart.facts.territory import History
    from regiekaart.language import Language
    from regiekaart.maps.pages import PageMaker
    from regiekaart.maps.theme import Theme
    from regiekaart.study import Study


def comparison_page(
    before: Study, after: Study, language: Language, theme: Theme, past: History | None = None
) -> PageSpec:
    """Return the page of what changed between any two studies.

    Parameters
    ----------
    before, after
        The studies; the first may be the later one. The page shows the municipalities of the
        second.
    language
        The language of the page.
    theme
        The look.
    past
        The mergers; by default those that ship.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> from regiekaart.maps.theme import PLAIN
    >>> cycles = [load_study(StudyChoice(cycle=c)) for c in ("2017", "2023")]
    >>> page = comparison_page(*cycles, NL, PLAIN)
    >>> page.title
    'Wat veranderde tussen 1 januari 2017 en 1 januari 2023'
    """
    from regiekaart.maps.pages import PageMaker

    return _page(PageMaker(after, language, theme), compare(before, after, past))


def change_page(maker: PageMaker, earlier: Study) -> PageSpec:
    """Return the page of what changed since an earlier study."""
    return _page(maker, compare(earlier, maker.study))


def _page(maker: PageMaker, change: Change) -> PageSpec:
    say = maker.language.say
    found, words, styles = fates(change), fate_words(change), fate_styles(maker)
    patches, legend = [], []
    for fate in Fate:
        units = tuple(i for i, each in enumerate(found) if each is fate)
        if units:
            patches.append(Patch(units, styles[fate]))
            legend.append(LegendEntry(say(words[fate]), styles[fate], str(len(units))))
    day, counted = maker.study.date, maker.study.scheme.unit.many
    page = maker.whole_spec(
        theme="change",
        title=say(_title(change)),
        subtitle=" ".join(say(line) for line in map_sentences(change)),
        patches=tuple(patches),
        legend_title=say(
            Text(
                f"{capital(counted.nl)} van {NL.date(day)}",
                f"{capital(counted.en)} of {EN.date(day)}",
            )
        ),
        legend=(*legend, maker.group_line_entry(), *maker.usual_lines()),
        parts=maker.usual_units(),
        sources=_sources(change, maker.language),
    )
    return _warned(page, change, maker.language)


def _title(change: Change) -> Text:
    before, after = change.before.date, change.after.date
    if before == after:
        return Text(
            f"Wat verschilt tussen twee lijsten op {NL.date(after)}",
            f"What differs between two lists on {EN.date(after)}",
        )
    if change.ground.backwards:
        return Text(
            f"Terug van {NL.date(before)} naar {NL.date(after)}",
            f"Back from {EN.date(before)} to {EN.date(after)}",
        )
    return Text(
        f"Wat veranderde tussen {NL.date(before)} en {NL.date(after)}",
        f"What changed between {EN.date(before)} and {EN.date(after)}",
    )


def _sources(change: Change, language: Language) -> tuple[str, str]:
    """Return where both sides come from, with who is unknown by a merger if nothing tells it."""
    before, after = side_lines(change, language)
    units = range(len(change.after.codes))
    apart = "" if change.split else merged_apart(change.after, units, language)
    return before, f"{after} {apart}".strip()


def _warned(page: PageSpec, change: Change, language: Language) -> PageSpec:
    """Return the page with the warning that it needs if what it is compared with is made up."""
    if page.warning or not change.before.fictional:
        return page
    warning = language.say(FICTIONAL).upper()
    return replace(page, warning=warning, alt=f"{warning}. {page.alt}")


def fate_styles(maker: PageMaker) -> Mapping[Fate, Style]:
    """Return how each fate is drawn; the plain fills are four steps of grey without colours."""
    theme = maker.theme
    unknown, outside = maker.style(UNKNOWN), maker.style(OUTSIDE)
    maybe = theme.faint(theme.groups[0])
    return {
        Fate.JOINED: Style(theme.scale[-1]),
        Fate.LEFT: Style(theme.offender, "////", theme.warning),
        Fate.MOVED: Style(theme.groups[2], "---", theme.unit_line),
        Fate.RENAMED: Style(theme.groups[2], "....", theme.unit_line),
        Fate.MEMBER_AFTER_SPLIT: Style(theme.groups[3], "oo", theme.unit_line),
        Fate.OUTSIDE_AFTER_SPLIT: Style(outside.fill, "oo", theme.unit_line),
        Fate.UNKNOWN_AFTER_SPLIT: Style(unknown.fill, "oo", theme.unit_line),
        Fate.MEMBER_UNKNOWN_BEFORE: Style(maybe, "|||", theme.part_line, hatch_width=0.4),
        Fate.OUTSIDE_UNKNOWN_BEFORE: Style(outside.fill, "|||", theme.offender_hatch),
        Fate.UNKNOWN_MEMBER_BEFORE: Style(unknown.fill, "xx", theme.unit_line),
        Fate.UNKNOWN_OUTSIDE_BEFORE: Style(unknown.fill, "++", theme.unknown_hatch),
        Fate.STAYED: Style(theme.fine),
        Fate.CARRIED_OVER: Style(theme.faint(theme.fine)),
        Fate.OUTSIDE: outside,
        Fate.UNKNOWN: unknown,
    }
