"""What things are called: a word with its plural, as sentences in both languages need it.

Dutch words are of two kinds, "de" and "het", and what stands before them follows that: *de
gemeente, deze gemeente, elke gemeente*, but *het gebied, dit gebied, elk gebied*. A scheme says
which kind each of its words is, so that a sentence of the engine is right for every scheme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regiekaart.language import Text

_VOWELS: Final = "aeiou"


@dataclass(frozen=True, slots=True)
class Noun:
    """A word with its plural.

    Parameters
    ----------
    one, many
        The word for one, and for several.
    neuter
        Whether the Dutch word takes "het".
    before
        The English word as it stands before another, such as "municipal"; the word itself if it
        is empty.

    Examples
    --------
    >>> area = Noun(Text("gebied", "area"), Text("gebieden", "areas"), neuter=True)
    >>> area.the.nl, area.this.nl, area.each.nl, area.a.en, area.count(2).nl
    ('het gebied', 'dit gebied', 'elk gebied', 'an area', 'gebieden')
    """

    one: Text
    many: Text
    neuter: bool = False
    before: str = ""

    @property
    def coverage(self) -> Text:
        """The coverage that counts them: "dekking gemeenten", "municipal coverage"."""
        return Text(f"dekking {self.many.nl}", f"{self.before or self.one.en} coverage")

    @property
    def tail(self) -> Text:
        """The last English word of a name of several, which may stand for it once it was said."""
        return Text(self.one.nl, self.one.en.rpartition(" ")[2])

    def count(self, number: int) -> Text:
        """Return the form that goes with a number."""
        return self.one if number == 1 else self.many

    @property
    def the(self) -> Text:
        """The one that was meant: "het gebied", "the area"."""
        return self._after(Text("het" if self.neuter else "de", "the"))

    @property
    def a(self) -> Text:
        """One of them: "een gebied", "an area"."""
        article = "an" if self.one.en[:1].lower() in _VOWELS else "a"
        return self._after(Text("een", article))

    @property
    def this(self) -> Text:
        """The one at hand: "dit gebied", "this area"."""
        return self._after(Text("dit" if self.neuter else "deze", "this"))

    @property
    def that(self) -> Text:
        """That one: "dat gebied", "that area"."""
        return self._after(Text("dat" if self.neuter else "die", "that"))

    @property
    def each(self) -> Text:
        """Each of them: "elk gebied", "each area"."""
        return self._after(Text("elk" if self.neuter else "elke", "each"))

    @property
    def own(self) -> Text:
        """The own one: "het eigen gebied", "the own area"."""
        return self._after(Text("het eigen" if self.neuter else "de eigen", "the own"))

    @property
    def same(self) -> Text:
        """The same one: "hetzelfde gebied", "the same area"."""
        return self._after(Text("hetzelfde" if self.neuter else "dezelfde", "the same"))

    @property
    def no_other(self) -> Text:
        """None besides: "geen enkel ander gebied", "no other area"."""
        nl = "geen enkel ander" if self.neuter else "geen enkele andere"
        return self._after(Text(nl, "no other"))

    @property
    def other(self) -> Text:
        """Another one: "ander gebied", "other area", to put behind "een" or "geen"."""
        return self._after(Text("ander" if self.neuter else "andere", "other"))

    @property
    def which(self) -> Text:
        """A question after one: "welk gebied", "which area"."""
        return self._after(Text("welk" if self.neuter else "welke", "which"))

    def _after(self, word: Text) -> Text:
        return Text(f"{word.nl} {self.one.nl}", f"{word.en} {self.one.en}")
