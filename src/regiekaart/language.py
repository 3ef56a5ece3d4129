"""Words and numbers in Dutch and in English.

Everything that a policy officer reads exists in both languages side by side, in a `Text`, and is
put into words by a `Language` at the very end. A number is formatted by the same object, so a
Dutch sentence never holds an English number.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LanguageCode = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages."""

    nl: str
    en: str

    @classmethod
    def same(cls, words: str) -> Text:
        """Return a text that reads the same in both languages, such as a name."""
        return cls(words, words)


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes numbers, dates and lists."""

    code: LanguageCode
    thousands: str
    decimal_mark: str
    percent_sign: str
    months: tuple[str, ...]
    and_: str

    def say(self, text: Text | str) -> str:
        """Return the text in this language; a plain string is a name and stays as it is."""
        if isinstance(text, str):
            return text
        return text.nl if self.code == "nl" else text.en

    def integer(self, value: int) -> str:
        """Return a whole number with its thousands apart.

        Examples
        --------
        >>> NL.integer(6774807)
        '6.774.807'
        """
        return f"{int(value):,}".replace(",", self.thousands)

    def decimal(self, value: Fraction | Decimal | float, decimals: int) -> str:
        """Return a number rounded half up, as people do on paper.

        Examples
        --------
        >>> NL.decimal(Fraction(5, 2), 0), EN.decimal(1234.5, 1)
        ('3', '1,234.5')
        """
        exact = Fraction(value)
        quantum = Decimal(1).scaleb(-decimals)
        # Division in Decimal rounds at 28 digits, far behind any digit that is printed here.
        number = Decimal(exact.numerator) / Decimal(exact.denominator)
        whole, _, rest = str(number.quantize(quantum, rounding=ROUND_HALF_UP)).partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        text = sign + self.integer(int(digits))
        return f"{text}{self.decimal_mark}{rest}" if rest else text

    def percent(self, share: Fraction | float, decimals: int = 2) -> str:
        """Return a share (0 to 1) as a percentage.

        Examples
        --------
        >>> NL.percent(Fraction(204, 308)), EN.percent(Fraction(261, 300))
        ('66,23 %', '87.00%')
        """
        return self.decimal(Fraction(share) * 100, decimals) + self.percent_sign

    def date(self, day: date) -> str:
        """Return a date in words.

        Examples
        --------
        >>> import datetime
        >>> NL.date(datetime.date(2022, 10, 17))
        '17 oktober 2022'
        """
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def listing(self, words: Sequence[str]) -> str:
        """Return words as a list in a sentence.

        Examples
        --------
        >>> NL.listing(["Bree", "Peer", "Pelt"])
        'Bree, Peer en Pelt'
        """
        if len(words) < 2:  # noqa: PLR2004 - a list of one needs no "and"
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.and_} {words[-1]}"


NL: Final = Language(
    code="nl",
    thousands=".",
    decimal_mark=",",
    percent_sign=" %",
    months=(
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    and_="en",
)  # fmt: skip
EN: Final = Language(
    code="en",
    thousands=",",
    decimal_mark=".",
    percent_sign="%",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    and_="and",
)  # fmt: skip


def language(code: LanguageCode) -> Language:
    """Return the language with this code."""
    return NL if code == "nl" else EN


def both(number: int) -> Text:
    """Return a whole number as each language writes it."""
    return Text(NL.integer(number), EN.integer(number))


def capital(words: str) -> str:
    """Return words with a capital at their beginning.

    Examples
    --------
    >>> capital("een gemeente")
    'Een gemeente'
    """
    return words[:1].upper() + words[1:]
