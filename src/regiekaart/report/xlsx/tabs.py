"""The names of the sheets: what stands on their tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regiekaart.language import Text, capital
from regiekaart.report.xlsx.fields import clean

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from regiekaart.language import Language
    from regiekaart.scheme.model import Scheme
    from regiekaart.words.table import Table

HISTORY: Final = "history"
SUMMARY: Final = Text("Samenvatting", "Summary")
CONTROL: Final = Text("Controle", "Check")
METHOD: Final = Text("Methode", "Method")
# What a tab holds at most, and the names that other sheets have already.
MOST: Final = 31
FIXED: Final = (SUMMARY, CONTROL, METHOD)
# What a spreadsheet does not take in the name of a sheet.
BARRED: Final = str.maketrans(dict.fromkeys(r"[]:*?/\\", "-"))
# By table, where no word of the scheme stands on its tab.
TABS: Final = {
    "coverage": Text("Dekking", "Coverage"),
    "missing": Text("Wie ontbreekt", "Who is missing"),
    "rules": Text("Regels", "Rules"),
    "findings": Text("Bevindingen", "Findings"),
    "agreements": Text("VDAB", "VDAB"),
    "agreements-crossed": Text("VDAB en lidmaatschap", "VDAB and membership"),
    "agreements-published": Text("VDAB aangekondigd", "VDAB announced"),
    "subsidy": Text("Subsidie", "Subsidy"),
    "subsidy-staircase": Text("Subsidie", "Subsidy"),
    "bridge": Text("Vergelijking", "Comparison"),
    HISTORY: Text("Verloop", "History"),
    "audit": Text("Aangekondigde cijfers", "Announced figures"),
    "sources": Text("Bronnen", "Sources"),
}


def tabs(scheme: Scheme) -> Mapping[str, Text]:
    """Return what stands on the tab of a table, by its id, before it is cut.

    Parameters
    ----------
    scheme
        The scheme, for the words of its units and its groups.
    """
    unit, group, short = scheme.unit.many, scheme.group.many, scheme.group.short.many
    units = Text(capital(unit.nl), capital(unit.en))
    return {
        **TABS,
        f"coverage-{scheme.group_id}": Text(f"Omvang {group.nl}", f"Size of {short.en}"),
        "municipalities": units,
        "municipalities-all": units,
        "regions": Text(capital(group.nl), capital(group.en)),
        "possible-regions": Text(f"Mogelijke {short.nl}", f"Possible {short.en}"),
        "changes": Text(f"Gewijzigde {unit.nl}", f"Changed {unit.en}"),
        "region-changes": Text(f"Gewijzigde {group.nl}", f"Changed {short.en}"),
    }


def tab_of(table: Table, scheme: Scheme, language: Language) -> str:
    """Return what stands on the tab of a table: at most 31 characters.

    Parameters
    ----------
    table
        The table; that of a division has the name of the division on its tab.
    scheme, language
        Whose words, in which language.
    """
    known = tabs(scheme)
    if table.id in known:
        name = language.say(known[table.id])
    else:
        kind, _, _ = table.id.partition("-")
        name = f"{language.say(known[kind])} {language.say(table.columns[0].header)}"
    return _fitting(clean(name).translate(BARRED), MOST)


def _fitting(name: str, most: int) -> str:
    # A name neither begins nor ends with an apostrophe.
    return name.strip("' ")[:most].rstrip("' ")


def free_name(name: str, taken: Container[str]) -> str:
    """Return a name of a sheet, with a number behind it where it is taken in any case.

    Parameters
    ----------
    name
        The name.
    taken
        The names that there are, in lower case.

    Examples
    --------
    >>> free_name("Regels", {"regels"}), free_name("Wijken", {"regels"})
    ('Regels 2', 'Wijken')
    """
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        tail = f" {number}"
        found = f"{_fitting(name, MOST - len(tail))}{tail}"
    return found
