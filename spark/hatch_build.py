"""Puts the WebAssembly module into the package while a wheel is built."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE = "clientele.c.wasm"


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Takes the module from where `npm run build` puts it; in a source distribution it is there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Runs before the files are collected."""
        here = Path(self.root)
        inside = here / "src" / "clientele_spark" / FILE
        built = Path(os.environ.get("CLIENTELE_WASM") or here.parent / "pkg" / "wasm" / "c" / FILE)
        if built.is_file():
            # Without a copy among the sources there is none that grows old.
            inside.unlink(missing_ok=True)
            folder = "clientele_spark" if self.target_name == "wheel" else "src/clientele_spark"
            build_data["force_include"][str(built.resolve())] = f"{folder}/{FILE}"
        elif inside.is_file():
            # Git ignores the file, and hatch what Git ignores.
            build_data["artifacts"].append(f"src/clientele_spark/{FILE}")
        else:
            raise FileNotFoundError(f"{built} is missing: run `npm run build` first")
