"""What a list is about, told from its header."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from regiekaart.facts import agreement_list, membership_list
from regiekaart.facts.register import register_of
from regiekaart.language import Text
from regiekaart.scheme.flanders import FLANDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from regiekaart.scheme.model import Scheme


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list.

    Parameters
    ----------
    id
        Its name on the command line.
    noun
        What it is called.
    columns
        Per canonical column the headers under which it may appear; the first is the Dutch one, the
        second the English one.
    mark
        The column that no other kind of list has.
    days
        The columns that hold a date.
    scheme
        Whose units and groups it names.
    """

    id: str
    noun: Text
    columns: Mapping[str, Sequence[str]]
    mark: str
    days: tuple[str, ...]
    scheme: Scheme = FLANDERS

    @property
    def of_members(self) -> bool:
        """Whether it is a list of members."""
        return self.mark == "region"

    @property
    def own_codes(self) -> Collection[str] | None:
        """The codes of a scheme's own units, of all dates; None for municipalities."""
        if self.scheme.units_from is None:
            return None
        return {unit.nis for unit in register_of(self.scheme).history.units}


MEMBERSHIP: Final = ListKind(
    "membership",
    Text("ledenlijst", "list of members"),
    membership_list.COLUMNS,
    "region",
    ("valid_from", "valid_to"),
)
AGREEMENTS: Final = ListKind(
    "agreements",
    Text("lijst van overeenkomsten met VDAB", "list of agreements with VDAB"),
    agreement_list.COLUMNS,
    "status",
    ("date", "expected_on", "ends_on"),
)
KINDS: Final = {kind.id: kind for kind in (MEMBERSHIP, AGREEMENTS)}


def kinds_of(scheme: Scheme) -> Mapping[str, ListKind]:
    """Return the kinds of list that a scheme has, by id, with the headers of its own words.

    Examples
    --------
    >>> from regiekaart.scheme.known import scheme_called
    >>> kinds = kinds_of(scheme_called("woonmaatschappijen"))
    >>> list(kinds), kinds["membership"].columns["region"][:2]
    (['membership'], ('werkingsgebied', 'working area'))
    """
    if scheme.id == FLANDERS.id:
        return KINDS
    columns = membership_list.columns_for(scheme)
    found = {MEMBERSHIP.id: replace(MEMBERSHIP, columns=columns, scheme=scheme)}
    if scheme.has_statuses:
        found[AGREEMENTS.id] = replace(AGREEMENTS, scheme=scheme)
    return found


# Columns of free text: nothing is read from them but the text itself.
FREE: Final = frozenset({"legal_form", "source", "note"})
