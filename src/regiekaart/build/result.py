"""What a build has made, and how that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.coverage import coverage
from regiekaart.build.choice import BOOK, PARTS
from regiekaart.language import Language, Text
from regiekaart.scheme.noun import Noun
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from pathlib import Path

    from regiekaart.study import Study

# What each part of a build consists of.
NOUNS: Final = {
    "tables": Noun(Text("tabel", "table"), Text("tabellen", "tables")),
    "maps": Noun(Text("kaart", "map"), Text("kaarten", "maps")),
    "web": Noun(Text("webpagina", "web page"), Text("webpagina's", "web pages")),
    "report": Noun(
        Text("bestand van het verslag", "file of the report"),
        Text("bestanden van het verslag", "files of the report"),
    ),
    "export": Noun(
        Text("bestand met gegevens", "file with data"),
        Text("bestanden met gegevens", "files with data"),
    ),
}


@dataclass(frozen=True)
class BuildResult:
    """What a build has made.

    Parameters
    ----------
    folder
        The study's folder.
    files
        What was asked for and made, in order; the list of the maps comes with them unasked.
    changes
        What changed since an earlier run, if it was asked.
    failed
        What could not be made on this machine, and why.
    right
        Those of the files that an earlier build had made already.
    left_out
        What the study has not got what it takes for, where everything was asked.
    """

    study: Study
    folder: Path
    files: tuple[Path, ...]
    manifest: dict[str, Any]
    changes: tuple[Text, ...] = ()
    failed: tuple[Text, ...] = ()
    right: frozenset[Path] = frozenset()
    left_out: tuple[Text, ...] = ()

    def summary(self, language: Language) -> str:
        """Return what was made and what it says, in words."""
        row = coverage(self.study).whole
        head = f"{language.say(FICTIONAL).upper()} · " if self.study.fictional else ""
        line = language.say(study_line(self.study))
        lines = [
            f"{head}{line[:1].upper()}{line[1:]}.",
            coverage_sentence(row, language),
            self._made(language),
        ]
        if self.changes:
            lines.append(language.say(Text("Sinds de vorige keer:", "Since the last time:")))
            lines += [f"- {language.say(text)}" for text in self.changes]
        return "\n".join(lines)

    def _made(self, language: Language) -> str:
        """Return how much was made, and how much was right already."""
        files, folder = [path for path in self.files if path not in self.right], self.folder
        total, right = len(self.files), len(self.files) - len(files)
        if not files:
            one = Text("het ene bestand was nog juist", "the one file was still right")
            all_ = Text(f"alle {total} bestanden waren nog juist",
                        f"all {total} files were still right")  # fmt: skip
            still = one if total == 1 else all_
            return language.say(
                Text(
                    f"Er was niets te maken in {folder.as_posix()}: {still.nl}.",
                    f"There was nothing to make in {folder.as_posix()}: {still.en}.",
                )
            )
        parts = [path.parent.name for path in files if path.name != BOOK]
        kinds = sorted(set(parts) & set(PARTS), key=PARTS.index)
        count = {kind: parts.count(kind) for kind in kinds}
        book = [BOOK] if any(path.name == BOOK for path in files) else []
        made = language.listing(
            [*(f"{count[k]} {language.say(NOUNS[k].count(count[k]))}" for k in kinds), *book]
        )
        into = language.say(Text("Gemaakt in", "Made in"))
        was = Text("was", "was") if right == 1 else Text("waren", "were")
        still = Text(
            f"; {right} van {total} bestanden {was.nl} nog juist",
            f"; {right} of {total} files {was.en} still right",
        )
        return f"{into} {folder.as_posix()}: {made}{language.say(still) if right else ''}."
