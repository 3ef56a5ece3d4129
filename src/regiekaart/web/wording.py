"""The words of the page with the nouns of a scheme in them, filled in once.

A mark such as ``<unit.a>`` stands for a form of a noun, ``<Unit.a>`` for the same with a capital.
The tables stay readable, and the braces in them stay what the page itself fills in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.language import Text
from regiekaart.scheme.noun import Noun
from regiekaart.web.texts import capital

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regiekaart.scheme.model import Scheme
    from regiekaart.study import Study

_MARK: Final = re.compile(r"<(\w+)\.(\w+)>")
# What a compound of two words is called for short in English: its last word.


@dataclass(frozen=True, slots=True)
class Wording:
    """Fills the nouns of a scheme in texts.

    Parameters
    ----------
    scheme
        The scheme.

    Examples
    --------
    >>> from regiekaart.scheme.known import scheme_called
    >>> flemish = Wording(scheme_called(None))
    >>> flemish.filled(Text("Kies <group.a>; <area.it> is {n}", "Choose <group.a>; {n}"))
    Text(nl='Kies een regiegebied; het is {n}', en='Choose a regie region; {n}')
    """

    scheme: Scheme

    def filled(self, text: Text) -> Text:
        """Return a text with the nouns in it."""
        return Text(
            _MARK.sub(lambda mark: self._form(mark).nl, text.nl),
            _MARK.sub(lambda mark: self._form(mark).en, text.en),
        )

    def table(self, texts: Mapping[str, Text]) -> dict[str, Text]:
        """Return a table of texts with the nouns in them."""
        return {key: self.filled(text) for key, text in texts.items()}

    def _form(self, mark: re.Match[str]) -> Text:
        name, form = mark.groups()
        found = form_of(self._noun(name.lower()), form)
        return capital(found) if name[0].isupper() else found

    def _noun(self, name: str) -> Noun:
        scheme = self.scheme
        return {
            "unit": scheme.unit,
            "group": scheme.group,
            "area": scheme.group.short,
            "people": scheme.people,
            "special": scheme.special or scheme.unit,
            "code": Noun(scheme.code, scheme.code),
        }[name]


def form_of(noun: Noun, form: str) -> Text:
    """Return a form of a noun.

    Parameters
    ----------
    noun
        The noun.
    form
        An attribute of `Noun`, or ``single`` (with that word before it).

    Examples
    --------
    >>> league = Noun(Text("bond", "league"), Text("bonden", "leagues"))
    >>> [form_of(league, form).nl for form in ("the", "article", "it", "new", "single")]
    ['de bond', 'de', 'ze', 'nieuwe bond', 'enkele bond']
    """
    if form == "single":
        ending = "" if noun.neuter else "e"
        return Text(f"enkel{ending} {noun.one.nl}", f"single {noun.one.en}")
    found: Text = getattr(noun, form)
    return found


def by_default(study: Study) -> bool:
    """Return whether a study is by the default scheme, of which a list ships per cycle."""
    from regiekaart.scheme.known import scheme_called

    return study.scheme is scheme_called(None)
