"""The styles of a template: which are needed, their ids, and the height that they give a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.errors import InputError, Problem
from regiekaart.language import Text
from regiekaart.report.docx.ooxml import TWIPS_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPHS: Final = (
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Heading 4",
    "Body Text",
    "List Bullet",
    "Caption",
    "TOC Heading",
    "TOC 1",
    "TOC 2",
    "Header",
    "Footer",
    "Report Kicker",
    "Report Warning",
    "Report Mark",
    "Report Lead",
    "Report Point",
    "Report Note",
    "Report Facts",
    "Report Picture",
    "Report Legend",
    "Report Cell",
    "Report Number",
    "Report Key Name",
    "Report Key Figure",
    "Finding Error",
    "Finding Warning",
    "Finding Info",
)
LETTERS: Final = ("Hyperlink", "Strong", "Report Aside", "Report Tag")
TABLES: Final = ("Report Table", "Report Columns")
KINDS: Final = {"paragraph": PARAGRAPHS, "character": LETTERS, "table": TABLES}
KIND_WORDS: Final = {
    "paragraph": Text("alinea", "paragraph"),
    "character": Text("tekens", "character"),
    "table": Text("tabel", "table"),
}
# Of letters whose line is not set: what Calibri and Source Sans need.
NATURAL: Final = 1.24


@dataclass(frozen=True, slots=True)
class Measure:
    """What a style of paragraphs takes, in points."""

    size: float
    bold: bool
    line: float
    before: float
    after: float
    indent: float
    keep: bool


class Styles:
    """The styles of a template, by the name that Word shows, whatever its language.

    Parameters
    ----------
    part
        The element ``w:styles``.
    template
        The name of the file, for messages.

    Raises
    ------
    InputError
        If styles are missing; with all of them.
    """

    def __init__(self, part: Any, template: str) -> None:  # noqa: ANN401 - lxml has no stubs
        from docx.oxml.ns import qn

        self._val = qn("w:val")
        self._part = part
        self._by_id = {s.get(qn("w:styleId")): s for s in part.iterchildren(qn("w:style"))}
        self._ids: dict[tuple[str, str], str] = {}
        for key, style in self._by_id.items():
            name = style.find(qn("w:name"))
            if name is not None:
                kind = style.get(qn("w:type"), "paragraph")
                self._ids[kind, name.get(self._val, "").casefold()] = key
        problems = tuple(self._missing(template))
        if problems:
            raise InputError(problems)
        self._measures: dict[str, Measure] = {}

    def _missing(self, template: str) -> Iterator[Problem]:
        for kind, names in KINDS.items():
            word = KIND_WORDS[kind]
            for name in names:
                if (kind, name.casefold()) not in self._ids:
                    yield Problem(
                        message=Text(
                            f"het sjabloon mist de stijl {name!r} ({word.nl})",
                            f"the template lacks the style {name!r} ({word.en})",
                        ),
                        file=template,
                        value=name,
                    )

    def paragraph(self, name: str) -> str:
        """Return the id of a style of paragraphs."""
        return self._ids["paragraph", name.casefold()]

    def letters(self, name: str) -> str:
        """Return the id of a style of letters."""
        return self._ids["character", name.casefold()]

    def table(self, name: str) -> str:
        """Return the id of a style of tables."""
        return self._ids["table", name.casefold()]

    def measure(self, name: str) -> Measure:
        """Return what a style of paragraphs takes, with what it has of the styles below it."""
        if name not in self._measures:
            self._measures[name] = self._measured(self.paragraph(name))
        return self._measures[name]

    def _measured(self, key: str) -> Measure:
        size = self._number(key, "w:rPr/w:sz", "w:val", 20) / 2
        rule = self._text(key, "w:pPr/w:spacing", "w:lineRule") or "auto"
        line = self._number(key, "w:pPr/w:spacing", "w:line", 240)
        natural = size * NATURAL
        if rule == "auto":
            height = natural * line / 240
        else:
            set_at = line / TWIPS_PER_POINT
            height = set_at if rule == "exact" else max(set_at, natural)
        left, right = (self._number(key, "w:pPr/w:ind", f"w:{s}", 0) for s in ("left", "right"))
        return Measure(
            size=size,
            bold=self._on(key, "w:rPr/w:b"),
            line=height,
            before=self._number(key, "w:pPr/w:spacing", "w:before", 0) / TWIPS_PER_POINT,
            after=self._number(key, "w:pPr/w:spacing", "w:after", 0) / TWIPS_PER_POINT,
            indent=(left + right) / TWIPS_PER_POINT,
            keep=self._on(key, "w:pPr/w:keepNext"),
        )

    def _number(self, key: str, path: str, attribute: str, otherwise: float) -> float:
        found = self._text(key, path, attribute)
        try:
            return otherwise if found is None else float(found)
        except ValueError:
            return otherwise

    def _on(self, key: str, path: str) -> bool:
        for style in self._line(key):
            found = style.find(_qualified(path))
            if found is not None:
                return found.get(self._val, "true") not in {"0", "false", "off"}
        return False

    def _text(self, key: str, path: str, attribute: str) -> str | None:
        """Return an attribute of a style, or of the first below it that has it."""
        from docx.oxml.ns import qn

        for style in self._line(key):
            found = style.find(_qualified(path))
            if found is not None and found.get(qn(attribute)) is not None:
                return str(found.get(qn(attribute)))
        default = {"w:rPr": "w:rPrDefault", "w:pPr": "w:pPrDefault"}[path.partition("/")[0]]
        found = self._part.find(_qualified(f"w:docDefaults/{default}/{path}"))
        return None if found is None else found.get(qn(attribute))

    def _line(self, key: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on; a ring of them ends."""
        from docx.oxml.ns import qn

        seen: set[str] = set()
        while key is not None and key in self._by_id and key not in seen:
            seen.add(key)
            yield self._by_id[key]
            base = self._by_id[key].find(qn("w:basedOn"))
            key = None if base is None else base.get(self._val)


def _qualified(path: str) -> str:
    from docx.oxml.ns import qn

    return "/".join(qn(step) for step in path.split("/"))
