"""The main job, from a study to a folder."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regiekaart.build.choice import (
    MAP_LIST,
    BuildChoice,
    Silent,
    Watcher,
    is_replaced,
)
from regiekaart.build.earlier import RECIPE, Earlier, steps_that_stay
from regiekaart.build.manifest import as_text, entry, inputs_of, manifest_of, told_borders
from regiekaart.build.ready import as_far_as_possible
from regiekaart.build.recipes import Recipes
from regiekaart.build.result import BuildResult
from regiekaart.language import NL, Language, Text
from regiekaart.paths import fingerprint
from regiekaart.storage import MANIFEST, keep_from, sole_writer, staged_by_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regiekaart.build.maker import Maker
    from regiekaart.build.since import Run
    from regiekaart.study import Study


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
        If no map has the name that was asked for, or if there are no borders to draw what was
        asked for.
    """
    choice, left_out = as_far_as_possible(study, choice)
    folder = choice.output / folder_name(study, choice.language)
    # It may be the very folder that this run replaces.
    before = _earlier_run(choice.since) if choice.since else None
    recipes = Recipes(study, choice)
    with sole_writer(folder):
        # Read now that nobody else writes here.
        earlier = Earlier.of(folder, fresh=choice.fresh)
        result = _nothing_to_make(recipes, earlier)
        if result is None:
            result = _made(recipes, earlier, watch or Silent())
    result = replace(result, left_out=left_out)
    if before is None:
        return result
    from regiekaart.build.since import since
    from regiekaart.build.snapshot import snapshot

    after = {"manifest": result.manifest, "results": snapshot(study)}
    return replace(result, changes=since(before, after, study.scheme))


def _earlier_run(path: Path) -> Run:
    from regiekaart.build.snapshot import earlier_run

    return earlier_run(path)


def _nothing_to_make(recipes: Recipes, earlier: Earlier) -> BuildResult | None:
    """Return the result of a build of which everything is there; None if anything is not."""
    found: dict[str, tuple[str, ...]] = {}
    for step, recipe in recipes.steps.items():
        files = earlier.files_of(step, recipe)
        if files is None:
            return None
        found[step] = files
    study, choice, entries = recipes.study, recipes.choice, earlier.entries
    names = [name for files in found.values() for name in files]
    listed = {MAP_LIST: _list_recipe(recipes, earlier)} if "maps" in found else {}
    if not all(earlier.has(name, recipe) for name, recipe in listed.items()):
        return None
    inputs = inputs_of(study, choice, told_borders(names, entries))
    again = dict(entries) | {
        name: entry(name, entries[name], entries[name][RECIPE], inputs, entries[name].get("map"))
        for name in (*names, *listed)
    }
    manifest = manifest_of(study, choice, inputs, again, dict(earlier.steps))
    if any(name not in {*names, *listed} and is_replaced(name, choice) for name in entries):
        return None
    # What is told of the files may be something else, such as the version of the study file.
    if as_text(manifest) != earlier.text:
        return None
    paths = tuple(earlier.folder / name for name in names)
    return BuildResult(study, earlier.folder, paths, manifest, right=frozenset(paths))


def _list_recipe(recipes: Recipes, earlier: Earlier) -> str:
    """Return the recipe of the list of the maps as they stand in the folder."""
    told = {name: found["map"] for name, found in earlier.entries.items() if "map" in found}
    return recipes.listed(told)


def _made(recipes: Recipes, earlier: Earlier, watch: Watcher) -> BuildResult:
    """Make what is not there, or not right, and put it in the place of what was."""
    from regiekaart.build.maker import Maker
    from regiekaart.build.schedule import Schedule

    study, choice, folder = recipes.study, recipes.choice, earlier.folder
    replaced = {MANIFEST} | {name for name in earlier.entries if is_replaced(name, choice)}
    with staged_by_writer(folder, replaced) as stage:
        with tempfile.TemporaryDirectory(dir=stage, prefix=".scratch-") as scratch:
            maker = Maker(recipes, earlier, watch, stage, Path(scratch))
            made = Schedule(maker).make()
        kept = {n: e for n, e in earlier.entries.items() if n not in {*replaced, *made}}
        keep_from(folder, stage, list(kept))
        manifest = _write_manifest(maker, made, kept)
    paths = tuple(folder / name for name in made if name != MAP_LIST)
    right = frozenset(folder / name for name in maker.taken if name != MAP_LIST)
    return BuildResult(study, folder, paths, manifest, (), tuple(maker.failed), right)


def _write_manifest(
    maker: Maker, made: Sequence[str], kept: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Write what the folder holds, what each file was made from, and by which recipe."""
    recipes, earlier, stage = maker.recipes, maker.earlier, maker.stage
    study, choice = recipes.study, recipes.choice
    recipe_of = {
        name: maker.recipe_of(step, name) for step, names in maker.steps.items() for name in names
    }
    if MAP_LIST in made:
        recipe_of[MAP_LIST] = maker.list_maps(kept)
    steps: dict[str, dict[str, Any]] = {
        step: {RECIPE: recipes.steps[step], "files": list(names)}
        for step, names in maker.steps.items()
    }
    # What changed while it was read or drawn is in no recipe: next time all is made anew.
    certain = Recipes(study, choice).steps == recipes.steps
    taken = [name for names in maker.steps.values() for name in names if name in maker.taken]
    inputs = inputs_of(study, choice, told_borders(taken, earlier.entries))
    entries = {
        name: entry(
            name,
            earlier.entries[name] if name in maker.taken else _looked_at(stage / name),
            recipe_of[name] if certain else "",
            inputs,
            maker.told.get(name),
        )
        for name in made
    }
    entries |= {name: found for name, found in kept.items() if (stage / name).is_file()}
    steps = (steps if certain else {}) | steps_that_stay(earlier, steps, entries.keys() & kept)
    manifest = manifest_of(study, choice, inputs, entries, steps)
    (stage / MANIFEST).write_text(as_text(manifest), encoding="utf-8", newline="\n")
    return manifest


def _looked_at(path: Path) -> dict[str, Any]:
    return {"sha256": fingerprint(path), "bytes": path.stat().st_size}


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
