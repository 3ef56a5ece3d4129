"""Takes the keys that are declared out of the tables of a study file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError
from regiekaart.facts.boundaries import EMBEDDED, OFFICIAL
from regiekaart.facts.brought import split_sheet
from regiekaart.facts.names import normalise
from regiekaart.facts.region_names import MAX_NAME
from regiekaart.language import Text, both
from regiekaart.scheme.flanders import FLANDERS
from regiekaart.scheme.known import scheme_called, shipped_schemes
from regiekaart.study.keys import EXEMPTION, NAME, OUTPUT, STUDY, SUBSIDY, Key
from regiekaart.tomlfile import KeyReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from regiekaart.scheme.model import Scheme

# The table in which each key belongs; None is the study itself.
_HOMES: Final[Mapping[str, str | None]] = {
    **{key.name: "[exemption]" for key in EXEMPTION},
    **{key.name: "subsidy" for key in SUBSIDY},
    **{key.name: "output" for key in OUTPUT},
    **{key.name: None for key in STUDY},
}
_LONGEST_NAME: Final = 60
_CENTS: Final = 2


def _home(key: str, where: str) -> Text | None:
    """Return where a key belongs that stands in another table; None for one that is not known."""
    if key not in _HOMES:
        return None
    table, inside = _HOMES[key], where.startswith("study ")
    if table is None and inside:
        return Text("meteen onder [[study]]", "right below [[study]]")
    if table is None:
        return Text("boven de eerste kop ([...])", "above the first heading ([...])")
    list_of, name = table.startswith("["), table.strip("[]")
    heading = f"[study.{name}]" if inside else f"[{name}]"
    heading = f"[{heading}]" if list_of else heading
    return Text(f"onder {heading}", f"below {heading}")


@dataclass(frozen=True)
class TableReader(KeyReader):
    """Reads tables of a study file, and tells every problem with its key.

    Parameters
    ----------
    scheme
        Whose cycles and rules the keys name; None where that cannot be told.
    """

    scheme: Scheme | None = FLANDERS

    def under(self, table: Mapping[str, Any], where: str) -> TableReader:
        """Return a reader that goes by the scheme that a table names, if it names one."""
        if "scheme" not in table:
            return self
        return replace(self, scheme=self._scheme(table["scheme"], f"{where}scheme"))

    def _scheme(self, value: object, column: str) -> Scheme | None:
        """Return the scheme that a value names; None, and its problems, if there is none."""
        name = self.value(column, value, "text")
        if name is None:
            return None
        chosen = self._named_scheme(name)
        path = chosen if isinstance(chosen, Path) else None
        if path is not None and not self.there(path):
            self.log.error(
                f"geen schema gevonden: {path.name[:_LONGEST_NAME]}; een pad geldt vanaf de map "
                "van dit bestand",
                f"no scheme found: {path.name[:_LONGEST_NAME]}; a path starts from the folder of "
                "this file",
                key=column,
                value=path.name[:_LONGEST_NAME],
            )
            return None
        try:
            return scheme_called(chosen)
        except InputError as error:
            own = [each if each.file else replace(each, file=self.log.file, column=None, key=column)
                   for each in error.problems]  # fmt: skip
            self.log.problems += own
            return None

    def _named_scheme(self, name: str) -> Path | str:
        """Return a scheme as a choice has it: a name that ships, or a file."""
        plain = name in shipped_schemes() or not name.lower().endswith(".toml")
        return name if plain else self.resolved(name)

    def unknown(self, table: Mapping[str, Any], known: Sequence[str], where: str = "") -> None:
        """Add a problem for each key that is not known here, with where it belongs."""
        for key, value in table.items():
            plain = key.replace("_", "-")
            home = None if plain in known else _home(plain, where)
            if home is None:
                super().unknown({key: value}, known, where)
                continue
            self.log.error(
                f"{key} staat niet op zijn plaats: de sleutel hoort {home.nl}",
                f"{key} is out of place: the key belongs {home.en}",
                key=f"{where}{key}",
                value=key,
            )

    def values(
        self, keys: Iterable[Key], table: Mapping[str, Any], where: str = ""
    ) -> dict[str, Any]:
        """Return the values of the keys that a table has, by field; what is wrong is told."""
        found: dict[str, Any] = {}
        for key in keys:
            if key.name in table:
                place = f"{where}{key.name}"
                value = self.value(place, table[key.name], key.kind)
                if value is not None and self._fits(key, value, place):
                    found[key.field] = self._meant(key, value)
        return found

    def table(self, table: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        """Return a table below another; an empty one, and a problem, if it is none."""
        below = table.get(name, {})
        if isinstance(below, dict):
            return below
        heading = f"[study.{name}]" if where else f"[{name}]"
        self.log.error(
            f"{name} moet een tabel zijn: schrijf {heading} erboven",
            f"{name} must be a table: write {heading} above it",
            key=f"{where}{name}",
        )
        return {}

    def tables(
        self, table: Mapping[str, Any], name: str, where: str = ""
    ) -> Sequence[Mapping[str, Any]]:
        """Return the tables of a list of tables; none, and a problem, if it is no such list."""
        found = table.get(name)
        if found is None:
            return []
        if isinstance(found, list) and found and all(isinstance(each, dict) for each in found):
            return found
        heading = f"[[study.{name}]]" if where else f"[[{name}]]"
        word = {"exemption": ("vrijstelling", "exemption")}.get(name, ("studie", "study"))
        self.log.error(
            f"{name} moet een lijst zijn: schrijf {heading} boven elke {word[0]}",
            f"{name} must be a list: write {heading} above each {word[1]}",
            key=f"{where}{name}",
        )
        return []

    def name(self, table: Mapping[str, Any], where: str) -> str | None:
        """Return the name of a study; None, and a problem, if it has none."""
        if NAME.name not in table:
            self.log.error(
                'elke studie heeft een naam: schrijf name = "..." onder [[study]]',
                'each study has a name: write name = "..." below [[study]]',
                key=f"{where}{NAME.name}",
            )
            return None
        place = f"{where}{NAME.name}"
        name = self.value(place, table[NAME.name], NAME.kind)
        if name is None:
            return None
        name = str(name).strip()
        if not normalise(name) or "#" in name or len(name) > _LONGEST_NAME:
            most = both(_LONGEST_NAME)
            self.log.error(
                f"geen naam van een studie: verwacht letters of cijfers, zonder #, hoogstens "
                f"{most.nl} tekens",
                f"not a name of a study: expected letters or digits, without #, at most "
                f"{most.en} characters",
                key=place,
                value=name[:_LONGEST_NAME],
            )
            return None
        return name

    def _fits(self, key: Key, value: object, place: str) -> bool:
        """Return whether a value is one that its key takes; what is wrong is told."""
        if key.field == "scheme" and not key.allowed:
            return self.scheme is not None
        if key.allowed:
            return self._allowed(self._of_scheme(key), value, place)
        if key.name == "budget":
            return self._is_amount(value, place)
        if key.field == "group" and isinstance(value, str) and len(value) > MAX_NAME:
            most = both(MAX_NAME)
            self.log.error(
                f"geen naam van een regiegebied: langer dan {most.nl} tekens",
                f"not the name of a region: longer than {most.en} characters",
                key=place,
            )
            return False
        low, high = key.least, key.most
        if low is None or high is None or not isinstance(value, int) or low <= value <= high:
            return True
        self.log.error(
            f"verwacht een geheel getal van {low} tot {high}",
            f"expected a number from {low} to {high}",
            key=place,
            value=str(value),
        )
        return False

    def _of_scheme(self, key: Key) -> Key:
        """Return a key with the words of the scheme, where those are what it takes."""
        if self.scheme is not None and key.field == "cycle":
            return replace(key, allowed=tuple(cycle.id for cycle in self.scheme.cycles))
        if self.scheme is not None and key.field == "rule":
            return replace(key, allowed=tuple(rule.id for rule in self.scheme.rules))
        return key

    def _allowed(self, key: Key, value: object, place: str) -> bool:
        words = value if isinstance(value, list) else [value]
        wrong = [word for word in words if word not in key.allowed]
        listed = ", ".join(key.allowed)
        for word in wrong:
            said = str(word)[:_LONGEST_NAME]
            near = get_close_matches(said, key.allowed, n=1)
            self.log.error(
                f"onbekende waarde: {said}; kies uit {listed}",
                f"unknown value: {said}; choose from {listed}",
                key=place,
                value=said,
                suggestion=near[0] if near else None,
            )
        return not wrong

    def _is_amount(self, value: object, place: str) -> bool:
        amount = Decimal(repr(value))
        if amount > 0 and amount == round(amount, _CENTS):
            return True
        self.log.error(
            "geen bedrag in euro: verwacht een getal boven nul met hoogstens twee decimalen, "
            "bijvoorbeeld 3000000 of 2500000.50",
            "not an amount in euro: expected a number above zero with at most two decimals, for "
            "example 3000000 or 2500000.50",
            key=place,
            value=str(value),
        )
        return False

    def _meant(self, key: Key, value: Any) -> Any:  # noqa: ANN401 - by key
        """Return a value as a choice has it: a path resolved, a list without doubles."""
        if key.name == "budget":
            return round(Decimal(repr(value)), _CENTS)
        if key.name == "boundaries" and value not in {EMBEDDED, OFFICIAL}:
            return str(self.resolved(value))
        if key.name == "scheme" and not key.allowed:
            return self._named_scheme(value)
        if key.name == "before":
            cycles = () if self.scheme is None else self.scheme.cycles
            return value if value in {cycle.id for cycle in cycles} else self.resolved(value)
        return tuple(dict.fromkeys(value)) if isinstance(value, list) else value

    def list_file(self, path: Path) -> Path:
        """Return the file of a list, without the sheet that may be named behind it."""
        try:
            return split_sheet(path)[0]
        except OSError:
            return path

    def there(self, path: Path) -> bool:
        """Return whether a file or a folder is there; a name that no disk takes is not."""
        try:
            return path.exists()
        except OSError:
            return False
