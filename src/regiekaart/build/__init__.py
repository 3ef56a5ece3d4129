"""The main job: tables, maps, web page and report of a study, in one folder with a manifest."""

from regiekaart.build.choice import BuildChoice, Watcher
from regiekaart.build.result import BuildResult
from regiekaart.build.run import build, folder_name

__all__ = ["BuildChoice", "BuildResult", "Watcher", "build", "folder_name"]
