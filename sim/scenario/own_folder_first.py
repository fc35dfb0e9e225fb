"""The plugin by which Hydra searches a user's folder before the one that ships with the engine.

Hydra's own `--config-dir` searches it last, so that a file of the user could never replace one of ours.
"""

from pathlib import Path

from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.plugins import Plugins
from hydra.plugins.search_path_plugin import SearchPathPlugin


class OwnFolderFirst(SearchPathPlugin):
    """Puts `folder` before the primary folder of every search path that Hydra makes from now on; None adds nothing."""

    folder: Path | None = None

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        """Called by Hydra with the path that it is about to search."""
        if self.folder is not None:
            search_path.prepend(provider="own folder", path=f"file://{self.folder}", anchor="main")


def search_first(folder: Path | None) -> None:
    """Have Hydra search `folder` (absolute) first; None goes back to the configurations of the engine alone."""
    OwnFolderFirst.folder = folder
    Plugins.instance().register(OwnFolderFirst)
