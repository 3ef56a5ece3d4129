"""The shape of what an earlier run left behind, as far as a comparison reads it.

The files lie in a folder for years, are mailed, and are opened in editors. A missing or damaged
part is told before anything is built, and never taken for a difference.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    Shape = Callable[[object], bool]

# Euro with two decimals, as amounts are written.
_AMOUNT: Final = re.compile(r"-?\d{1,15}\.\d{2}")
_MOST_DIGITS: Final = 15


def parse_run_file(content: bytes) -> object:
    """Return what JSON holds; what is no JSON, like NaN, or is nested too deeply, is refused.

    Raises
    ------
    ValueError
        If it cannot be read.
    """

    def refused(word: str) -> NoReturn:
        raise ValueError(word)

    try:
        return json.loads(content.decode("utf-8"), parse_constant=refused)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _is_text(value: object) -> bool:
    # Half a character, which JSON can write, cannot be printed.
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_plain(value: object) -> bool:
    """Return whether a value can stand in a sentence."""
    if isinstance(value, int):
        return abs(value) < 10**_MOST_DIGITS
    return value is None or _is_text(value)


def _is_share(value: object) -> bool:
    return value is None or (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    )


def _is_amount(value: object) -> bool:
    return isinstance(value, str) and _AMOUNT.fullmatch(value) is not None


def _or_none(shape: Shape) -> Shape:
    return lambda value: value is None or shape(value)


def _all_of(shape: Shape) -> Shape:
    return lambda value: isinstance(value, list) and all(map(shape, value))


def _by_key(shape: Shape) -> Shape:
    return lambda value: isinstance(value, dict) and all(map(shape, value.values()))


def _table(optional: dict[str, Shape] | None = None, /, **keys: Shape) -> Shape:
    """Return the shape of a table with these keys; there may be others."""
    may = optional or {}

    def fits(value: object) -> bool:
        return (
            isinstance(value, dict)
            and all(name in value and shape(value[name]) for name, shape in keys.items())
            and all(shape(value[name]) for name, shape in may.items() if name in value)
        )

    return fits


def _units_fit(value: object) -> bool:
    """Return whether these are units: all with an agreement, or none in a scheme without."""
    bare = _table(nis=_is_text, name=_is_text, membership=_is_text, region=_NAMED)
    return _all_of(bare)(value) and (
        _all_of(_table(agreement=_is_text))(value)
        or not any("agreement" in row for row in cast("list[dict[str, Any]]", value))
    )


_TEXTS: Final = _all_of(_is_text)
_NAMED: Final = _or_none(_is_text)
_PARTS: Final[dict[str, Shape]] = {
    "study": _by_key(_is_plain),
    "coverage": _by_key(_all_of(_table(
        group=_is_text,
        municipality_share=_is_share, municipality_share_max=_is_share,
        population_share=_is_share, population_share_max=_is_share,
    ))),
    "municipalities": _units_fit,
    "regions": _all_of(_table(region=_is_text, municipalities=_TEXTS)),
    "findings": _all_of(_table(
        rule=_is_text, severity=_is_text, region=_NAMED, municipalities=_TEXTS,
        message=_table(nl=_is_text, en=_is_text),
    )),
}  # fmt: skip
_SUBSIDY: Final = _table(
    regions=_all_of(_table({"total": _is_amount}, region=_is_text)),
)
_SOURCE: Final = _table({"sha256": _NAMED})
_SOURCES: Final = dict.fromkeys(("membership", "agreements", "boundaries", "before"), _SOURCE)
_MANIFEST: Final = _table(
    {"inputs": _table(_SOURCES), "regiekaart": _NAMED},
    files=_all_of(_table(path=_is_text, sha256=_is_text)),
)
_RESULTS: Final = _table({"subsidy": _or_none(_SUBSIDY)}, **_PARTS)


def fits_manifest(found: dict[str, Any]) -> bool:
    """Return whether a manifest has what a comparison reads."""
    return _MANIFEST(found)


def fits_results(found: dict[str, Any]) -> bool:
    """Return whether results have what a comparison reads."""
    return _RESULTS(found)
