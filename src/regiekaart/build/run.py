"""The main job, from a study to a folder."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.analysis.coverage import coverage
from regiekaart.build.choice import (
    BOOK,
    MAP_LIST,
    PARTS,
    BuildChoice,
    Silent,
    Watcher,
    is_replaced,
)
from regiekaart.build.maker import Maker
from regiekaart.build.manifest import earlier_files, write_manifest
from regiekaart.language import NL, Language, Text
from regiekaart.scheme.noun import Noun
from regiekaart.storage import MANIFEST, keep_from, staged_folder
from regiekaart.words.sentences import coverage_sentence
from regiekaart.words.table import FICTIONAL
from regiekaart.words.tables import study_line

if TYPE_CHECKING:
    from regiekaart.build.since import Run
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
    """

    study: Study
    folder: Path
    files: tuple[Path, ...]
    manifest: dict[str, Any]
    changes: tuple[Text, ...] = ()
    failed: tuple[Text, ...] = ()

    def summary(self, language: Language) -> str:
        """Return what was made and what it says, in words."""
        row = coverage(self.study).whole
        parts = [path.parent.name for path in self.files if path.name != BOOK]
        kinds = sorted(set(parts) & set(PARTS), key=PARTS.index)
        count = {kind: parts.count(kind) for kind in kinds}
        book = [BOOK] if any(path.name == BOOK for path in self.files) else []
        made = language.listing(
            [*(f"{count[k]} {language.say(NOUNS[k].count(count[k]))}" for k in kinds), *book]
        )
        head = f"{language.say(FICTIONAL).upper()} · " if self.study.fictional else ""
        line = language.say(study_line(self.study))
        into = language.say(Text("Gemaakt in", "Made in"))
        lines = [
            f"{head}{line[:1].upper()}{line[1:]}.",
            coverage_sentence(row, language),
            f"{into} {self.folder.as_posix()}: {made}.",
        ]
        if self.changes:
            lines.append(language.say(Text("Sinds de vorige keer:", "Since the last time:")))
            lines += [f"- {language.say(text)}" for text in self.changes]
        return "\n".join(lines)


def build(study: Study, choice: BuildChoice, watch: Watcher | None = None) -> BuildResult:
    """Make the outputs of a study.

    Parameters
    ----------
    study
        The study.
    choice
        What to make, and where.
    watch
        Is told how far the work is.

    Raises
    ------
    OutsideError
        If the folder cannot be written; earlier outputs are then as they were.
    InputError
        If no map has the name that was asked for.
    """
    folder = choice.output / folder_name(study, choice.language)
    # It may be the very folder that this run replaces.
    before = _earlier(choice.since)
    replaced = {MANIFEST}
    with staged_folder(folder, replaced) as stage:
        # Read now that nobody else writes here.
        earlier = earlier_files(folder)
        replaced |= {name for name in earlier if is_replaced(name, choice)}
        with tempfile.TemporaryDirectory(dir=stage, prefix=".scratch-") as scratch:
            maker = Maker(study, choice, watch or Silent(), stage, Path(scratch))
            made = maker.make()
        kept = {name: entry for name, entry in earlier.items() if name not in {*replaced, *made}}
        keep_from(folder, stage, list(kept))
        if MAP_LIST in made:
            maker.list_maps(kept)
        manifest = write_manifest(maker, made, kept)
    files = tuple(folder / name for name in made if name != MAP_LIST)
    changes = _changes(before, manifest, study) if before else ()
    return BuildResult(study, folder, files, manifest, changes, tuple(maker.failed))


def _earlier(since: Path | None) -> Run | None:
    """Return the outputs of an earlier run that were asked to be compared with."""
    if since is None:
        return None
    from regiekaart.build.snapshot import earlier_run

    return earlier_run(since)


def _changes(before: Run, manifest: dict[str, Any], study: Study) -> tuple[Text, ...]:
    from regiekaart.build.since import since
    from regiekaart.build.snapshot import snapshot

    return since(before, {"manifest": manifest, "results": snapshot(study)}, study.scheme)


def folder_name(study: Study, language: Language) -> str:
    """Return the name of a study's folder: other data, another folder.

    Examples
    --------
    >>> from regiekaart import StudyChoice, load_study
    >>> folder_name(load_study(StudyChoice(cycle="2020")), NL)
    '2020-2020-01-01'
    """
    from regiekaart.facts.population import default_year
    from regiekaart.scheme.flanders import FLANDERS
    from regiekaart.words.names import slug

    other = [] if study.scheme.id == FLANDERS.id else [study.scheme.id]
    parts = [*other, study.cycle.id, study.date.isoformat()]
    if study.own_list:
        parts.append(slug(Path(study.membership_file).stem))
    elif study.fictional:
        parts.append(language.say(Text("voorbeeld", "example")))
    if study.population_year != default_year(study.register.population(), study.date):
        parts.append(f"bevolking-{study.population_year}")
    if language.code != NL.code:
        parts.append(language.code)
    return "-".join(parts)
