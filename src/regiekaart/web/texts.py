"""Texts as the page stores them: both languages side by side, and what recurs once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regiekaart.language import EN, NL, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from regiekaart.language import Language

    Said = str | list[str]


def said(text: Text | str) -> Said:
    """Return a text for the page: one string where both languages have the same.

    Examples
    --------
    >>> said(Text("lid", "member")), said("KINA")
    (['lid', 'member'], 'KINA')
    """
    if isinstance(text, str) or text.nl == text.en:
        return NL.say(text)
    return [text.nl, text.en]


def both_ways(make: Callable[[Language], str]) -> Text:
    """Return what a function says in each language."""
    return Text(make(NL), make(EN))


def capital(text: Text | str) -> Text:
    """Return a text with a capital in front.

    Examples
    --------
    >>> capital(Text("lid", "member"))
    Text(nl='Lid', en='Member')
    """
    return both_ways(lambda language: _capital(language.say(text)))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class TextTable:
    """Texts by number, each of them once."""

    texts: dict[Text, int] = field(default_factory=dict)

    def number(self, text: Text | str) -> int:
        """Return the number of a text, which it gets when it is first asked for."""
        both = Text.same(text) if isinstance(text, str) else text
        return self.texts.setdefault(both, len(self.texts))

    def as_json(self) -> list[Said]:
        """Return the texts in the order of their numbers."""
        return [said(text) for text in self.texts]
