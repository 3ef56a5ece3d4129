"""What a command takes of the scheme that was chosen: its divisions, its maps, what it knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regiekaart.cli.options import study_choice
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regiekaart.scheme.model import Scheme

# Per option that names a map's theme: what a scheme without it does not have.
_THEMES: Final = (
    "membership", "coverage", "agreements", "reference-fit", "missing", "change", "subsidy",
)  # fmt: skip
AGREEMENTS: Final = Text("overeenkomsten", "agreements")
FUNDING: Final = Text("subsidie", "subsidy")
CLAIMS: Final = Text("gepubliceerde cijfers", "published figures")


def scheme_of(values: Mapping[str, Any]) -> Scheme:
    """Return the scheme that a command's values choose, before anything else is read.

    Raises
    ------
    InputError
        If there is no such scheme, or its file has errors.
    """
    from regiekaart.scheme.known import scheme_called

    return scheme_called(study_choice(dict(values)).scheme)


def map_themes(scheme: Scheme) -> tuple[str, ...]:
    """Return what the maps of a scheme can show."""
    lacking = {
        "agreements": not scheme.has_statuses,
        "reference-fit": scheme.fit is None,
        "subsidy": not scheme.has_funding,
    }
    return tuple(theme for theme in _THEMES if not lacking.get(theme))


def require_word(option: str, word: str | None, known: Sequence[str]) -> None:
    """Refuse a word of an option that the scheme does not have.

    Raises
    ------
    InputError
        Names the words that it has.
    """
    from regiekaart.errors import InputError

    if word is None or word in known:
        return
    listed = ", ".join(known)
    raise InputError.one(
        f"{option}: onbekende waarde {word}; kies uit {listed}",
        f"{option}: unknown value {word}; choose from {listed}",
        value=word,
    )


def require_feature(scheme: Scheme, has: bool, feature: Text) -> None:
    """Refuse a command about something that a scheme does not know of.

    Raises
    ------
    InputError
        Names the scheme, and what it lacks.
    """
    from regiekaart.errors import InputError

    if not has:
        raise InputError.one(
            f"het schema {scheme.id} kent geen {feature.nl}",
            f"the scheme {scheme.id} has no {feature.en}",
            value=scheme.id,
        )
