"""What a list is about, told from its header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regiekaart.facts import agreement_list, membership_list
from regiekaart.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    """

    id: str
    noun: Text
    columns: Mapping[str, Sequence[str]]
    mark: str
    days: tuple[str, ...]


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
# Columns of free text: nothing is read from them but the text itself.
FREE: Final = frozenset({"legal_form", "source", "note"})
