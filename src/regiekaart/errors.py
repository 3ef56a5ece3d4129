"""What can be wrong, and how it is told.

A reader never stops at the first problem: it adds each one to a `ProblemLog`, and the log raises
one `InputError` that holds them all.
"""

from __future__ import annotations

import errno
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from regiekaart.language import EN, NL, Language, Text, both

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# Beyond this many, problems have one cause, and a longer list helps no one.
MAX_TOLD: Final = 100
# Signs that steer a terminal, turn the writing direction, or cannot be seen.
HIDDEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})


def is_hidden(character: str) -> bool:
    """Return whether a character is not shown, but steers how others are, or is none at all."""
    return unicodedata.category(character) in HIDDEN or _is_none(ord(character))


def has_hidden(text: str) -> bool:
    """Return whether a text has a character that is hidden; see `is_hidden`."""
    # What Python calls printable has none, which is known much sooner.
    return not text.isprintable() and any(map(is_hidden, text))


def _is_none(code: int) -> bool:
    """Return whether Unicode says that a code will never be a character; XML refuses some."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode 23.7


def printable(text: str) -> str:
    r"""Return a text as one line that can do a terminal no harm.

    Examples
    --------
    >>> printable("rood\x1b[31m\ntweede regel\u202e")
    'rood [31m tweede regel '
    """
    if text.isprintable():
        return text
    return "".join(" " if is_hidden(character) else character for character in text)


def printable_lines(text: str) -> str:
    r"""Return a text that can do a terminal no harm, with its lines as they are.

    Examples
    --------
    >>> printable_lines("een\n  t\x1b[2Jwee")
    'een\n  t [2Jwee'
    """
    return "\n".join(map(printable, text.split("\n")))


class Severity(StrEnum):
    """How bad a problem or a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_WORDS = {
    Severity.ERROR: Text("fout", "error"),
    Severity.WARNING: Text("let op", "warning"),
    Severity.INFO: Text("ter info", "note"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong with an input, and where.

    Parameters
    ----------
    message
        What is wrong and what was expected.
    file, sheet, row, column, value
        Where it is; ``row`` counts from 1 as a spreadsheet does, header included.
    key
        Where it is in a file of settings, which has keys and no columns.
    suggestion
        The likely correction, where there is one.
    """

    message: Text
    severity: Severity = Severity.ERROR
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    key: str | None = None

    def place(self, language: Language = NL) -> str:
        """Return where the problem is, in words."""
        named = {
            Text("blad", "sheet"): self.sheet,
            Text("rij", "row"): self.row,
            Text("kolom", "column"): self.column,
            Text("sleutel", "key"): self.key,
        }
        parts = [f"{language.say(word)} {where}" for word, where in named.items() if where]
        return printable(", ".join([self.file, *parts] if self.file else parts))

    def line(self, language: Language = NL) -> str:
        """Return the problem as one line for a person."""
        place = self.place(language)
        text = language.say(SEVERITY_WORDS[self.severity]) + ": "
        text += f"{place}: " if place else ""
        text += language.say(self.message)
        if self.suggestion:
            meant = language.say(Text("bedoeld: ", "perhaps: "))
            text += f" ({meant}{self.suggestion}?)"
        return printable(text)

    def as_json(self, language: Language = NL) -> dict[str, Any]:
        """Return the problem with the keys of the command line's contract."""
        return {
            "severity": self.severity.value,
            "file": _printable(self.file),
            "sheet": _printable(self.sheet),
            "row": self.row,
            # The contract has one word for both.
            "column": _printable(self.column or self.key),
            "value": _printable(self.value),
            "message": printable(language.say(self.message)),
            "suggestion": _printable(self.suggestion),
        }


def _printable(text: str | None) -> str | None:
    return None if text is None else printable(text)


class RegiekaartError(Exception):
    """The base of every error that this package raises on purpose.

    Parameters
    ----------
    message
        The error as one text, in both languages.
    """

    exit_status = 2

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        """Come whole from one process to another."""
        return type(self), (self.message,)

    def lines(self, language: Language = NL) -> list[str]:
        """Return the error as lines for a person."""
        head = language.say(SEVERITY_WORDS[Severity.ERROR])
        return [f"{head}: {printable(language.say(self.message))}"]


class InputError(RegiekaartError):
    """An input is wrong; holds every problem that was found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        nl = "\n".join(p.line(NL) for p in self.problems)
        super().__init__(Text(nl, "\n".join(p.line(EN) for p in self.problems)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Come whole from one process to another."""
        return type(self), (self.problems,)

    @classmethod
    def one(cls, nl: str, en: str, **where: Any) -> InputError:  # noqa: ANN401 - Problem's fields
        """Return an error with a single problem."""
        return cls([Problem(message=Text(nl, en), **where)])

    def lines(self, language: Language = NL) -> list[str]:
        """Return one line per problem."""
        return [problem.line(language) for problem in self.problems]


class NoSheetError(InputError):
    """A sheet is asked for that the file does not have: the call is wrong, whatever the file."""


class OutsideError(RegiekaartError):
    """Something outside failed: the disk, the network."""

    exit_status = 3


REASONS = {
    errno.ENOSPC: Text("de schijf is vol", "the disk is full"),
    errno.EACCES: Text("geen toegang", "no permission"),
    errno.EPERM: Text("geen toegang", "no permission"),
    errno.EROFS: Text("de schijf is alleen-lezen", "the disk is read-only"),
    errno.ENOTDIR: Text("een deel van het pad is geen map", "a part of the path is no folder"),
    errno.ENOENT: Text("het pad bestaat niet", "the path does not exist"),
    errno.EISDIR: Text("het is een map", "it is a folder"),
    errno.EEXIST: Text("het bestaat al", "it exists already"),
    errno.ENOTEMPTY: Text("de map is niet leeg", "the folder is not empty"),
    errno.EIO: Text("lezen of schrijven mislukt", "reading or writing failed"),
    errno.ELOOP: Text("de koppelingen verwijzen naar elkaar", "the links point to each other"),
    errno.ENAMETOOLONG: Text("de naam is te lang", "the name is too long"),
}


def reason(error: OSError) -> Text:
    """Return why the system refused, in words."""
    fallback = error.strerror or str(error) or type(error).__name__
    return REASONS.get(error.errno or 0, Text.same(fallback))


_WEIGHT: Final = (Severity.INFO, Severity.WARNING, Severity.ERROR)


@dataclass(slots=True)
class ProblemLog:
    """Collects problems so that they can be reported once, together."""

    file: str | None = None
    problems: list[Problem] = field(default_factory=list)
    _errors: int = field(default=0, init=False, repr=False)

    def error(self, nl: str, en: str, **where: Any) -> None:  # noqa: ANN401 - Problem's fields
        """Add a problem that makes the input unusable."""
        self._add(Severity.ERROR, Text(nl, en), where)

    def warning(self, nl: str, en: str, **where: Any) -> None:  # noqa: ANN401
        """Add something that the reader should know, but that does not stop the work."""
        self._add(Severity.WARNING, Text(nl, en), where)

    def note(self, nl: str, en: str, **where: Any) -> None:  # noqa: ANN401
        """Add something that is merely worth knowing."""
        self._add(Severity.INFO, Text(nl, en), where)

    def _add(self, severity: Severity, message: Text, where: dict[str, Any]) -> None:
        where.setdefault("file", self.file)
        self._errors += severity is Severity.ERROR
        self.problems.append(Problem(message=message, severity=severity, **where))

    @property
    def full(self) -> bool:
        """Whether more errors were added than will be told: a suggestion is no longer needed."""
        return self._errors > MAX_TOLD

    @property
    def errors(self) -> Sequence[Problem]:
        """The problems that stop the work."""
        return [p for p in self.problems if p.severity is Severity.ERROR]

    @property
    def notices(self) -> tuple[Problem, ...]:
        """The problems that do not: the first `MAX_TOLD`, and how many more there are."""
        told = [p for p in self.problems if p.severity is not Severity.ERROR]
        return tuple(self._shortened(told, Text("opmerkingen", "notes")))

    def raise_errors(self) -> None:
        """Raise one `InputError` with the errors in the order of the rows, if there is any.

        After the first `MAX_TOLD` comes one that says how many more there are.
        """
        errors = sorted(self.errors, key=lambda problem: problem.row or 0)
        if errors:
            raise InputError(self._shortened(errors, Text("fouten", "errors")))

    def _shortened(self, problems: list[Problem], word: Text) -> list[Problem]:
        more = len(problems) - MAX_TOLD
        # One line for the last of them is no longer than one that says that there is one more.
        if more <= 1:
            return problems
        number = both(more)
        message = Text(f"en nog {number.nl} {word.nl}", f"and {number.en} more {word.en}")
        severity = max((p.severity for p in problems[MAX_TOLD:]), key=_WEIGHT.index)
        rest = Problem(message=message, severity=severity, file=self.file)
        return [*problems[:MAX_TOLD], rest]
