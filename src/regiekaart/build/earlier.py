"""What an earlier build left in a folder, and what of it is still as it was made.

A manifest lies in a folder for years, and so do the files: nothing is taken from either on its
word. A manifest that somebody changed has lost its seal, and says of no file how it was made; a
file counts only while it has the content that the manifest tells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regiekaart.paths import fingerprint, is_odd
from regiekaart.storage import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

# What of a manifest tells how things were made.
SEAL: Final = "seal"
STEPS: Final = "steps"
RECIPE: Final = "recipe"


@dataclass(frozen=True, eq=False)
class Earlier:
    """What an earlier build left in a folder.

    Parameters
    ----------
    folder
        The folder.
    entries
        The files that its manifest names, with what it says of them.
    steps
        Each step of the build that its files come from: its recipe, and its files in order.
    text
        The manifest as it stands there.
    fresh
        Whether nothing of it is to be used again.
    """

    folder: Path
    entries: Mapping[str, dict[str, Any]]
    steps: Mapping[str, dict[str, Any]]
    text: str = ""
    fresh: bool = False
    _looked_at: dict[str, bool] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, folder: Path, *, fresh: bool = False) -> Earlier:
        """Return what an earlier build left; nothing where there is no manifest that can be read.

        Parameters
        ----------
        folder
            The folder of a study.
        fresh
            Whether nothing of it is to be used again.
        """
        try:
            text = (folder / MANIFEST).read_bytes().decode("utf-8")
            manifest = json.loads(text)
            entries = {str(entry["path"]): dict(entry) for entry in manifest["files"]}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return cls(folder, {}, {})
        # A manifest is read from disk: a path that leaves the folder is none of ours.
        entries = {name: entry for name, entry in entries.items() if _inside(name)}
        if manifest.get(SEAL) != seal(manifest) or not _are_steps(manifest.get(STEPS)):
            plain = {name: _without_recipe(entry) for name, entry in entries.items()}
            return cls(folder, plain, {}, text, fresh)
        return cls(folder, entries, manifest[STEPS], text, fresh)

    def files_of(self, step: str, recipe: str) -> tuple[str, ...] | None:
        """Return the files of a step; None where it was made otherwise, or one is not right.

        Parameters
        ----------
        step
            Its name.
        recipe
            The recipe that holds now.
        """
        found = self.steps.get(step)
        if found is None or found[RECIPE] != recipe:
            return None
        names = tuple(found["files"])
        return names if all(map(self.is_right, names)) else None

    def has(self, name: str, recipe: str) -> bool:
        """Return whether a file was made by a recipe, and is as it was made."""
        return self.entries.get(name, {}).get(RECIPE) == recipe and self.is_right(name)

    def is_right(self, name: str) -> bool:
        """Return whether a file is there as it was made."""
        if self.fresh:
            return False
        if name not in self._looked_at:
            self._looked_at[name] = self._look_at(name)
        return self._looked_at[name]

    def _look_at(self, name: str) -> bool:
        entry, path = self.entries.get(name, {}), self.folder / name
        try:
            # Of a link nobody knows who else writes to what it leads to.
            if path.is_symlink() or is_odd(path) or path.stat().st_size != entry.get("bytes"):
                return False
            return fingerprint(path) == entry.get("sha256")
        except OSError:
            return False


def seal(manifest: Mapping[str, Any]) -> str:
    """Return the fingerprint of a manifest, but for its seal.

    It guards against slips of the hand and damage, not against malice: whoever can write the
    manifest can work it out.
    """
    rest = {key: value for key, value in manifest.items() if key != SEAL}
    return sha256(json.dumps(rest, sort_keys=True).encode()).hexdigest()


def steps_that_stay(
    earlier: Earlier, made: Iterable[str], kept: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Return the steps of an earlier build of which all files stay.

    Parameters
    ----------
    earlier
        What the earlier build left.
    made
        The steps of this build.
    kept
        The files that this build leaves as they are.
    """
    others = earlier.steps.keys() - set(made)
    return {
        step: earlier.steps[step]
        for step in sorted(others)
        if all(name in kept for name in earlier.steps[step]["files"])
    }


def _are_steps(found: object) -> bool:
    """Return whether the steps of a manifest have our shape: another version may have its own."""
    return isinstance(found, dict) and all(
        isinstance(step, dict)
        and isinstance(step.get(RECIPE), str)
        and isinstance(step.get("files"), list)
        for step in found.values()
    )


def _without_recipe(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != RECIPE}


def _inside(name: str) -> bool:
    return not Path(name).is_absolute() and ".." not in Path(name).parts
