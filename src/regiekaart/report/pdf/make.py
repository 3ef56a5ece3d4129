"""Making a PDF of a document, with Typst.

The words never become Typst markup: the template reads them as strings from a JSON file, so that
nothing in a name can do anything. Pictures stand beside it, in a folder that is thrown away.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, cast

from regiekaart.errors import OutsideError
from regiekaart.language import Text
from regiekaart.report.charts import Chart
from regiekaart.report.document import Figure, blocks_of
from regiekaart.report.pdf.finish import finished, is_indexed, stand_in
from regiekaart.report.pdf.flow import Flow, Form
from regiekaart.report.pdf.letters import letters_of
from regiekaart.report.pictures import logo_png

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typst import Compiler

    from regiekaart.report.document import Document
    from regiekaart.report.pdf.letters import Letters

TEMPLATES: Final = Path(__file__).parents[1] / "templates"
# Accessible PDF (ISO 14289-1): Typst refuses to write what does not meet it.
STANDARD: Final = "ua-1"
# What is not read from the page: it is not broken over lines either.
UNSEEN: Final = frozenset({"alt", "file", "id", "link", "section", "target"})
BRIEFING_PAGES: Final = 2
# Smaller letters before a smaller map: below 9 points the words would be hard to read.
TIGHTER: Final = tuple(
    Form(size, small=9.0, contents=False, turned=False, tallest=tallest)
    for size, tallest in ((11.0, 125.0), (10.5, 125.0), (10.0, 122.0), (9.5, 118.0), (9.0, 95.0))
)


def report_pdf(document: Document) -> bytes:
    """Return a report as PDF for paper: A4, with bookmarks, tags and alternative texts.

    The same document gives the same bytes.

    Parameters
    ----------
    document
        The report.

    Raises
    ------
    OutsideError
        If the program that sets the pages is not there, or fails.
    """
    return _pdf(document, "report.typ", (Form(),))


def briefing_pdf(document: Document) -> bytes:
    """Return a briefing as PDF on two pages, as `report_pdf` but without a table of contents.

    Letters are 11 points, and at least 9 where it does not fit otherwise. A briefing that does not
    fit with those either, such as one with very many regions to name, has a third page.

    Parameters
    ----------
    document
        The briefing, of `regiekaart.report.briefing`.

    Raises
    ------
    OutsideError
        If the program that sets the pages is not there, or fails.
    """
    return _pdf(document, "briefing.typ", TIGHTER, BRIEFING_PAGES)


def _pdf(
    document: Document, template: str, forms: Sequence[Form], pages: int | None = None
) -> bytes:
    """Return a document in the first form in which it has no more pages than asked."""
    try:
        import typst
    except ImportError as error:
        raise _no_typst(error) from error
    with TemporaryDirectory(prefix="regiekaart-") as folder:
        root = Path(folder)
        try:
            letters = letters_of(document.theme.font, _folder(root / "fonts"))
            files, maps = _pictures(document, root, letters)
            for name in ("blocks.typ", template):
                shutil.copyfile(TEMPLATES / name, root / name)
            setter = typst.Compiler(root / template, root=root, font_paths=letters.fonts)
            for form in forms:
                made = _set(document, Flow(document, letters, files, form), setter, root)
                if pages is None or _pages(made) <= pages:
                    break
        except (typst.TypstError, OSError) as error:
            raise _failed(error) from error
    return finished(made, maps)


def _set(document: Document, flow: Flow, setter: Compiler, root: Path) -> bytes:
    """Return the pages; a second time where notes had come on a page without their table."""
    path = root / "document.json"
    path.write_text(json.dumps(_told(document, flow)), encoding="utf-8")
    lonely = frozenset(json.loads(setter.query("<lonely>", field="value")))
    if lonely:
        closer = replace(flow, close=lonely)
        path.write_text(json.dumps(_told(document, closer)), encoding="utf-8")
    made = setter.compile(
        format="pdf",
        pdf_standards=[STANDARD],
        timestamp=datetime.combine(document.day, time(12), UTC),
    )
    return cast("bytes", made)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _pages(made: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(made)).pages)


def _pictures(
    document: Document, root: Path, letters: Letters
) -> tuple[dict[str, str], list[bytes]]:
    """Write charts and stand-ins of maps in a folder; return their names, and the maps.

    The names are by figure, the maps by the number of their stand-in.
    """
    figures = [each for each in blocks_of(document.sections) if isinstance(each, Figure)]
    files: dict[str, str] = {}
    maps: list[bytes] = []
    for number, figure in enumerate(figures):
        name = f"figure-{number}"
        if isinstance(figure.content, Chart):
            files[figure.id] = f"{name}.svg"
            # A sign that no font has, such as an emoji, would be no accessible PDF.
            svg = letters.shown(figure.content.svg)
            (root / files[figure.id]).write_text(svg, encoding="utf-8", newline="")
        else:
            files[figure.id] = f"{name}.png"
            png = figure.content.png
            if is_indexed(png):
                maps.append(png)
                png = stand_in(len(maps) - 1)
            (root / files[figure.id]).write_bytes(png)
    logo = logo_png(document.theme)
    if logo is not None:
        (root / "logo.png").write_bytes(logo)
    return files, maps


def _told(document: Document, flow: Flow) -> dict[str, Any]:
    """Return all that a template reads; every text as the letters can show it."""
    say, theme, letters = document.language.say, document.theme, flow.letters
    told = {
        "language": document.language.code,
        "kicker": document.kicker,
        "title": document.title,
        "line": document.line,
        "fictional": document.fictional,
        "warning": document.warning,
        "day": [document.day.year, document.day.month, document.day.day],
        "logo": theme.logo is not None,
        "logo-height": theme.logo_height,
        "words": {
            "contents": say(Text("Inhoud", "Contents")),
            "page": say(Text("blz.", "p.")),
        },
        "colours": {
            "ink": theme.ink,
            "soft": theme.soft_ink,
            "accent": theme.accent,
            "warning": theme.warning,
            "line": theme.context_line,
        },
        "size": flow.form.size,
        "small": flow.form.small,
        "items": flow.items(),
    }
    shown: dict[str, Any] = _shown(told, letters)
    return shown | {"fonts": {"regular": letters.regular, "bold": letters.bold}}


def _shown(told: Any, letters: Letters) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(told, str):
        return letters.breakable(told)
    if isinstance(told, dict):
        return {
            key: letters.shown(value) if key in UNSEEN and value else _shown(value, letters)
            for key, value in told.items()
        }
    if isinstance(told, list | tuple):
        return [_shown(value, letters) for value in told]
    return told


def _no_typst(error: ImportError) -> OutsideError:
    return OutsideError(
        Text(
            f"voor PDF is het pakket typst nodig, en dat kan niet geladen worden ({error}); "
            "`pip install typst` zet het erbij. Andere formaten hebben het niet nodig.",
            f"PDF needs the package typst, which cannot be loaded ({error}); "
            "`pip install typst` adds it. Other formats do not need it.",
        )
    )


def _failed(error: Exception) -> OutsideError:
    return OutsideError(
        Text(
            f"het maken van de PDF is mislukt: {error}. Andere formaten hebben er geen last van.",
            f"making the PDF failed: {error}. Other formats are not affected.",
        )
    )
