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
    >>> area.none.nl, area.article.nl, area.it.nl, area.it_that.nl, area.its.nl
    ('geen enkel gebied', 'het', 'het', 'het', 'zijn')
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
        return self._after(self.article)

    @property
    def article(self) -> Text:
        """What stands before the one that was meant: "het", or "de"; "the"."""
        return Text("het" if self.neuter else "de", "the")

    @property
    def it(self) -> Text:
        """What stands for one of them: "het", or "ze"; "it"."""
        return Text("het" if self.neuter else "ze", "it")

    @property
    def its(self) -> Text:
        """What stands before what one of them has: "zijn", or "haar"; "its"."""
        return Text("zijn" if self.neuter else "haar", "its")

    @property
    def it_that(self) -> Text:
        """What stands for the one that was just told, of any gender: "het", or "die"; "it"."""
        return Text("het" if self.neuter else "die", "it")

    @property
    def none(self) -> Text:
        """Not one of them: "geen enkel gebied", "no area"."""
        return self._after(Text("geen enkel" if self.neuter else "geen enkele", "no"))

    @property
    def short(self) -> Noun:
        """The word where it is clear which kind is meant: the last part of a name of several.

        In Dutch a compound of "gebied" is a "gebied"; in English two words are the last of them.

        Examples
        --------
        >>> area = Noun(Text("werkgebied", "working area"), Text("werkgebieden", "working areas"))
        >>> area.short.one, area.short.many.en
        (Text(nl='gebied', en='area'), 'areas')
        """
        one, many = self.one.nl, self.many.nl
        if one.endswith("gebied") and many.endswith("gebieden"):
            one, many = "gebied", "gebieden"
        shown = Text(one, _last(self.one.en)), Text(many, _last(self.many.en))
        return Noun(*shown, neuter=self.neuter)

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
    def new(self) -> Text:
        """One that was not there: "nieuw gebied", "new area"."""
        return self._after(Text("nieuw" if self.neuter else "nieuwe", "new"))

    @property
    def which_is(self) -> Text:
        """What begins to tell which one is meant: "dat", or "die"; "that"."""
        return Text("dat" if self.neuter else "die", "that")

    @property
    def which(self) -> Text:
        """A question after one: "welk gebied", "which area"."""
        return self._after(Text("welk" if self.neuter else "welke", "which"))

    def _after(self, word: Text) -> Text:
        return Text(f"{word.nl} {self.one.nl}", f"{word.en} {self.one.en}")


def _last(words: str) -> str:
    """Return the last of two words; one word, and more than two, stay whole."""
    first, _, last = words.partition(" ")
    return last if first and last and " " not in last else words
