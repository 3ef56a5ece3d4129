"""Make the template of the report in DOCX: data/templates/report.docx.

    python tools/docx_template.py data/templates/report.docx

It holds styles only. Line heights are minima, so that the same words take as many lines' height in
whatever letters a machine has; the names are those that `regiekaart.report.docx.styles` asks for.
"""

from __future__ import annotations

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from regiekaart.maps.theme import PLAIN

INK, SOFT, ACCENT, WARNING, LINE = (
    colour.lstrip("#").upper()
    for colour in (PLAIN.ink, PLAIN.soft_ink, PLAIN.accent, PLAIN.warning, PLAIN.context_line)
)
AMBER = "B7791F"
TINT = "F4F6F7"
FONT = PLAIN.font.family
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What a zip gives as the oldest time of a file.
TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Look:
    """A style of paragraphs; sizes in points, millimetres are not used in Word's styles.

    Parameters
    ----------
    line
        The height of a line, at least.
    outline
        The level in the navigation pane, from 0.
    more
        Other properties of its paragraphs, in the order of the standard, by their tag.
    """

    name: str
    base: str = "Normal"
    size: float = 10
    line: float = 13.5
    before: float = 0
    after: float = 0
    bold: bool = False
    caps: bool = False
    colour: str = INK
    keep: bool = False
    outline: int | None = None
    then: str = "Body Text"
    more: tuple[tuple[str, str], ...] = ()


def left(side: float, hanging: float = 0) -> tuple[str, str]:
    """Return an indent at the left, in points."""
    hung = f' w:hanging="{hanging * 20:.0f}"' if hanging else ""
    return "ind", f'<w:ind w:left="{side * 20:.0f}"{hung}/>'


def bar(colour: str, width: float = 3) -> tuple[str, str]:
    """Return a line at the left of a paragraph, in points."""
    line = f'<w:left w:val="single" w:sz="{width * 8:.0f}" w:space="8" w:color="{colour}"/>'
    return "pBdr", f"<w:pBdr>{line}</w:pBdr>"


def line_above(colour: str, width: float) -> tuple[str, str]:
    """Return a line above a paragraph, in points."""
    line = f'<w:top w:val="single" w:sz="{width * 8:.0f}" w:space="6" w:color="{colour}"/>'
    return "pBdr", f"<w:pBdr>{line}</w:pBdr>"


TINTED = ("shd", f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>')
CENTRED = ("jc", '<w:jc w:val="center"/>')
RIGHT = ("jc", '<w:jc w:val="right"/>')
BULLET = ("numPr", '<w:numPr><w:numId w:val="1"/></w:numPr>')


def entry(indent: float) -> tuple[tuple[str, str], ...]:
    """Return what a line of the contents has: dots to a page number at the margin."""
    stop = '<w:tab w:val="right" w:leader="dot" w:pos="9865"/>'
    return (("tabs", f"<w:tabs>{stop}</w:tabs>"), left(indent))


def finding(name: str, colour: str) -> Look:
    """Return the heading of what a rule found."""
    return Look(name, size=10.5, line=15, before=10, after=4, bold=True, colour=colour, keep=True,
                more=(bar(colour), TINTED, left(11)))  # fmt: skip


LOOKS = (
    Look("Body Text", after=6, then="Body Text"),
    Look("Title", size=22, line=27, after=4, bold=True, keep=True, then="Subtitle"),
    Look("Subtitle", size=11, line=15, after=14, colour=SOFT),
    Look("heading 1", size=18, line=23, before=16, after=8, bold=True, keep=True, outline=0,
         more=(line_above(ACCENT, 2.25),)),
    Look("heading 2", size=13.5, line=18, before=16, after=6, bold=True, keep=True, outline=1),
    Look("heading 3", size=11.5, line=15, before=12, after=3, bold=True, keep=True, outline=2),
    Look("heading 4", size=10, line=14, before=8, after=2, bold=True, keep=True, outline=3),
    Look("List Bullet", after=4, then="List Bullet", more=(BULLET, left(14, 14))),
    Look("caption", size=9.5, line=13, before=10, after=4, bold=True),
    Look("TOC Heading", size=13.5, line=18, before=16, after=6, bold=True, keep=True),
    Look("toc 1", line=15, before=3, then="Normal", bold=True, more=entry(0)),
    Look("toc 2", line=14, then="Normal", more=entry(14)),
    Look("header", size=8, line=11, colour=SOFT, then="header"),
    Look("footer", size=8, line=11, colour=SOFT, then="footer", more=(RIGHT,)),
    Look("Report Kicker", size=11, line=15, after=2, bold=True, colour=ACCENT, keep=True),
    Look("Report Warning", size=11, line=15, after=10, bold=True, colour=WARNING),
    Look("Report Mark", size=9, line=12, after=2, bold=True, caps=True, colour=WARNING,
         more=(CENTRED,)),
    Look("Report Lead", size=11.5, line=16, after=8),
    Look("Report Point", size=10.5, line=14, after=8, then="Report Point",
         more=(bar(LINE), left(11))),
    Look("Report Note", size=8.5, line=11.5, after=3, colour=SOFT, then="Report Note"),
    Look("Report Facts", size=9, line=12, after=3, colour=SOFT, keep=True),
    Look("Report Picture", size=4, line=5, keep=True, then="caption", more=(CENTRED,)),
    Look("Report Legend", size=8.5, line=11.5, before=3, after=8, colour=SOFT, more=(CENTRED,)),
    Look("Report Cell", size=8.5, line=11, then="Report Cell"),
    Look("Report Number", size=8.5, line=11, then="Report Number", more=(RIGHT,)),
    Look("Report Key Name", size=9, line=12, colour=SOFT, keep=True, then="Report Key Figure"),
    Look("Report Key Figure", size=15, line=19, after=6, bold=True, colour=ACCENT),
    finding("Finding Error", WARNING),
    finding("Finding Warning", AMBER),
    finding("Finding Info", SOFT),
)  # fmt: skip
# The order in which the standard wants the properties of a paragraph.
ORDER = ("keepNext", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl")
LETTERS = (
    ("Hyperlink", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
    ("Strong", "<w:b/><w:bCs/>"),
    ("Report Aside", f'<w:b w:val="0"/><w:color w:val="{SOFT}"/><w:sz w:val="19"/>'),
    ("Report Tag", f'<w:b/><w:caps/><w:color w:val="{WARNING}"/>'),
)


def style_id(name: str) -> str:
    """Return the id of a style: its name without spaces."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def own(name: str) -> str:
    """Return what tells a style of ours from one that Word has itself."""
    return ' w:customStyle="1"' if name.startswith(("Report", "Finding")) else ""


def paragraph_style(look: Look) -> str:
    """Return a style of paragraphs."""
    spacing = (
        f'<w:spacing w:before="{look.before * 20:.0f}" w:after="{look.after * 20:.0f}" '
        f'w:line="{look.line * 20:.0f}" w:lineRule="atLeast"/>'
    )
    parts = dict(look.more) | {"spacing": spacing}
    if look.keep:
        parts["keepNext"] = "<w:keepNext/>"
    if look.outline is not None:
        parts["outlineLvl"] = f'<w:outlineLvl w:val="{look.outline}"/>'
    laid = "".join(parts[tag] for tag in ORDER if tag in parts)
    letters = (
        ("<w:b/><w:bCs/>" if look.bold else "")
        + ("<w:caps/>" if look.caps else "")
        + f'<w:color w:val="{look.colour}"/>'
        + f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>'
    )
    return (
        f'<w:style w:type="paragraph"{own(look.name)} w:styleId="{style_id(look.name)}">'
        f"<w:name w:val={quoteattr(look.name)}/>"
        f'<w:basedOn w:val="{style_id(look.base)}"/><w:next w:val="{style_id(look.then)}"/>'
        f"<w:qFormat/><w:pPr>{laid}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def letter_style(name: str, letters: str) -> str:
    """Return a style of letters."""
    return (
        f'<w:style w:type="character"{own(name)} w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{letters}</w:rPr></w:style>"
    )


def border(side: str, width: float, colour: str) -> str:
    """Return a border of a table, in points."""
    return f'<w:{side} w:val="single" w:sz="{width * 8:.0f}" w:space="0" w:color="{colour}"/>'


def table_styles() -> str:
    """Return the style of tables with figures, and that of names in columns."""
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{border('top', 1, ACCENT)}{border('bottom', 1, ACCENT)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr>"
    )
    inside = border("insideH", 0.5, LINE)
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">'
        '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{border('bottom', 1, ACCENT)}{inside}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{head}</w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportColumns">'
        '<w:name w:val="Report Columns"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
        f"<w:tblBorders>{inside}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        "</w:style>"
    )


def styles() -> str:
    """Return the part with the styles."""
    fonts = " ".join(f'w:{key}="{FONT}"' for key in ("ascii", "hAnsi", "cs", "eastAsia"))
    return (
        f'{HEAD}<w:styles xmlns:w="{NS}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts {fonts}/><w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="nl-BE" w:eastAsia="nl-BE" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="270" w:lineRule="atLeast"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(map(paragraph_style, LOOKS))
        + "".join(letter_style(*each) for each in LETTERS)
        + table_styles()
        + "</w:styles>"
    )


def numbering() -> str:
    """Return the part with the bullet of lists."""
    return (
        f'{HEAD}<w:numbering xmlns:w="{NS}"><w:abstractNum w:abstractNumId="0">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="280" w:hanging="280"/></w:pPr>'
        f'<w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def settings() -> str:
    """Return the part with the settings: none of them asks a question when the file is opened."""
    return (
        f'{HEAD}<w:settings xmlns:w="{NS}"><w:defaultTabStop w:val="709"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="nl-BE"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/></w:settings>'
    )


def fonts() -> str:
    """Return the part that says which letters to take where ours are missing."""
    return (
        f'{HEAD}<w:fonts xmlns:w="{NS}"><w:font w:name="{FONT}"><w:altName w:val="Calibri"/>'
        '<w:panose1 w:val="020B0503030403020204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def body() -> str:
    """Return the part with the text: none, on an A4 page."""
    return (
        f'{HEAD}<w:document xmlns:w="{NS}"><w:body><w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1304" w:right="1021" w:bottom="1134" w:left="1021" w:header="567" '
        'w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def core() -> str:
    """Return the part with the properties; the report fills them in."""
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>regiekaart</dc:creator>'
        "</cp:coreProperties>"
    )


def content_types(parts: dict[str, str]) -> str:
    """Return what kind each part is."""
    told = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def relations(targets: dict[str, str]) -> str:
    """Return which parts belong to one: the last word of a relation's kind, and the part."""
    base = "http://schemas.openxmlformats.org"
    kinds = {
        "core-properties": f"{base}/package/2006/relationships/metadata/core-properties",
    }
    rows = "".join(
        f'<Relationship Id="rId{number}" Target="{target}" '
        f'Type="{kinds.get(kind, f"{base}/officeDocument/2006/relationships/{kind}")}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{base}/package/2006/relationships">{rows}</Relationships>'


def parts() -> dict[str, str]:
    """Return every file of the template, in the order in which it stands there."""
    kinds = {"word/document.xml": f"{TYPES}.document.main+xml"}
    made = {"styles": styles(), "numbering": numbering(), "settings": settings()}
    made["fontTable"] = fonts()
    kinds |= {f"word/{name}.xml": f"{TYPES}.{name}+xml" for name in made}
    kinds["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    return {
        "[Content_Types].xml": content_types(kinds),
        "_rels/.rels": relations(
            {"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}
        ),
        "docProps/core.xml": core(),
        "word/_rels/document.xml.rels": relations({name: f"{name}.xml" for name in made}),
        "word/document.xml": body(),
        **{f"word/{name}.xml": text for name, text in made.items()},
    }


def write(path: Path) -> None:
    """Write the template; the same styles give the same bytes."""
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts().items():
            archive.writestr(zipfile.ZipInfo(name, TIME), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
