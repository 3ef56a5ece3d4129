"""What somebody may write in a cell, a name or a file so that it is taken for more than text."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from regiekaart.errors import Problem, Severity
from regiekaart.facts.agreement_standings import AgreementFacts, Standing
from regiekaart.facts.agreements import Agreement, Status
from regiekaart.facts.membership import Evidence
from regiekaart.language import Text
from regiekaart.study import Exemption, Study
from tiny import CODES, grid_study

UNITS = 9
# Kind of harm -> text. A multiple of nine: each of them is the name of a region once.
HOSTILE = {
    # Pages: elements, handlers, and what ends a script, a style, a comment or an attribute.
    "element": "<img src=x onerror=alert(1)>",
    "script": "</script><script>window.broken = true</script>",
    "script in a comment": "<!--<script>",
    "style": "</style><style>*{display:none}</style>",
    "attribute": '" onmouseover="alert(1)" x=\'y\' autofocus onfocus=alert(2)',
    "entity": "&lt;b&gt; &#60;script&#62; &notanentity; &",
    "cdata": "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #{7*7}",
    "script link": "javascript:alert(1)",
    "data link": "data:text/html,<script>alert(1)</script>",
    "foreign link": "http://evil.example/?a=1&b=<c>",
    # Spreadsheets: what they work out, and what they look up.
    "formula": '=HYPERLINK("http://evil.example","klik")',
    "command": "+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "after a tab": "\t=1+1",
    "after a return": "\r=1+1",
    "after a line end": "\n=1+1",
    "lines": "twee\n=regels\r\n@x",
    "criterion": "<>*",
    "wide formula": "\N{FULLWIDTH EQUALS SIGN}1+1",
    "fields": '";=1+1;"\n=1+1,"',
    "escape of a sheet": "_x0041__x000D_",
    # Terminals and readers: what steers, turns, hides.
    "terminal": "rood\x1b[31m\x1b]0;titel\x07\x9b2J\x7f",
    "turned": "\u202etxet tset\u202c \u2066x\u2069 \u05d0\u05d1\u05d2",
    "unseen": "nul\u200bbreed\u200d\ufeff\u00ad te",
    "zero": "a\x00\x01b",
    "half": "\udcff half \ud83d",
    "no character": "\ufffe\uffff\U000e0041",
    "separators": "a\u2028b\u2029c\x85d",
    # Typesetters, databases, settings.
    "typst": '#panic() $x$ <label> @ref *b* _i_ `r` \\ " // /* #read("/etc/passwd")',
    "tex": "$\\frac{1}{0}$ \\input{/etc/passwd}",
    "sql": "'); DROP TABLE gemeenten; --",
    "toml": '"\n[subsidy]\nbudget = 1 # """',
    "json": '{"a": [1, null]}',
    # File names.
    "upwards": "../../../etc/passwd",
    "absolute": "/etc/passwd",
    "drive": "C:\\Windows\\system32",
    "device": "CON",
    "device with an ending": "NUL.txt",
    "dots": "naam. . .",
    "long": "lang " * 60,
    "wide": "w" * 300,
    "signs": "\N{FOX FACE}\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}",
    "accents": "Re\u0301gio \u00c9\u00e9n \u0130",
}
TEXTS = tuple(HOSTILE.values())
TURNS = len(TEXTS) // UNITS


def hostile_study(turn: int = 0) -> Study:
    """Return a study of the grid in which every word that somebody can bring is hostile.

    In the turns together each text stands once in every field.
    """
    study = _study(turn)
    study.__dict__["before"] = study.__dict__["cycle_before"] = _study(turn + 1)
    return study


def _study(turn: int) -> Study:
    fields = count()

    def words() -> tuple[str, ...]:
        """Return nine texts for a field: other ones than the fields before it have."""
        first = UNITS * turn + 7 * next(fields)
        return tuple(TEXTS[(first + k) % len(TEXTS)] for k in range(UNITS))

    regions, forms, names, parts, reasons = words(), words(), words(), words(), words()
    sources, notes, notices, places = words(), words(), words(), words()
    numbered = range(1, UNITS + 1)
    study = grid_study(
        dict(zip(numbered, regions, strict=True)),
        forms=dict(zip(regions, forms, strict=True)),
        reference=dict(zip(numbered, parts, strict=True)),
        exemptions=tuple(
            Exemption("minimum-population", region, why)
            for region, why in zip(regions, reasons, strict=True)
        ),
    )
    told = tuple(
        Problem(
            message=Text.same(word), severity=Severity.WARNING, file=place, sheet=word,
            column=place, value=word, suggestion=place,
        )
        for word, place in zip(notices, places, strict=True)
    )  # fmt: skip
    memberships = tuple(
        replace(m, rows=tuple(replace(r, source=source, note=note) for r in m.rows))
        for m, source, note in zip(study.memberships, sources, notes, strict=True)
    )
    made = replace(
        study, names=names, memberships=memberships, notices=told, own_list=True,
        membership_source=Text.same(sources[0]), membership_file=notes[0],
    )  # fmt: skip
    for kept in ("neighbours", "boundaries"):
        made.__dict__[kept] = study.__dict__[kept]
    made.__dict__["boundaries"] = replace(study.boundaries, label=Text.same(places[1]))
    made.__dict__["before"] = made.__dict__["cycle_before"] = None
    made.__dict__["agreement_facts"] = _agreements(study, words(), words())
    return made


def _agreements(study: Study, sources: tuple[str, ...], notes: tuple[str, ...]) -> AgreementFacts:
    standings = []
    for code, source, note in zip(CODES, sources, notes, strict=True):
        row = Agreement(
            code, Status.SIGNED, study.date, None, study.date, Evidence.DOCUMENTED, source, note
        )
        standings.append(
            Standing(status=Status.SIGNED, rows=(row,), evidence=row.evidence, others=(row,))
        )
    return AgreementFacts(source=Text.same(sources[1]), file=notes[1], standings=tuple(standings))
