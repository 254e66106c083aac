"""Where the WebAssembly module comes from, and compiling it once in each process."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from wasmtime import Engine, Module, WasmtimeError

from clientele_spark.errors import ClienteleError

FILE = "clientele.c.wasm"
VARIABLE = "CLIENTELE_WASM"

# Of this file in a checkout: spark/src/clientele_spark/wasm.py.
_SPARK = Path(__file__).resolve().parents[2]

_BUILD = (
    "install clientele-spark from a wheel; in a checkout run `npm run build`; "
    f"or name the file in the environment variable {VARIABLE}"
)


@dataclass(frozen=True)
class Wasm:
    """A module as bytes with its SHA-256.

    It travels inside the functions that Spark ships to its workers: these need no file, and driver and workers cannot
    have different ones.
    """

    code: bytes
    digest: str

    @staticmethod
    def of(code: bytes) -> Wasm:
        """Takes bytes of a module."""
        return Wasm(code, hashlib.sha256(code).hexdigest())


def load(path: str | os.PathLike[str] | None = None) -> Wasm:
    """Reads the module: from ``path``, from the file that ``CLIENTELE_WASM`` names, or from the package.

    In a checkout the package has none of its own: it is the one that `npm run build` made last.

    Raises:
        ClienteleError: ``Missing`` where there is no such file, with what to run; ``InvalidValue`` where
            ``path`` is no path.
    """
    given = path if path is not None else os.environ.get(VARIABLE) or _built()
    if given is None:
        try:
            return Wasm.of(resources.files("clientele_spark").joinpath(FILE).read_bytes())
        except OSError:
            raise ClienteleError("Missing", f"{FILE} is not in the package: {_BUILD}", FILE) from None
    try:
        return Wasm.of(Path(given).read_bytes())
    except OSError as error:
        raise ClienteleError("Missing", f"{given} cannot be read ({error.strerror}): {_BUILD}", FILE) from None
    # A text with a zero in it is no path at all.
    except (TypeError, ValueError):
        raise ClienteleError("InvalidValue", f"wasm: must be the path of {FILE}, found {given!r:.60}", "wasm") from None


def _built() -> Path | None:
    """Returns the module of the checkout that this file stands in; None where it is installed or nothing is built."""
    built = _SPARK.parent / "pkg" / "wasm" / "c" / FILE
    return built if (_SPARK / "hatch_build.py").is_file() and built.is_file() else None


# Spark keeps its Python workers from task to task: whatever is compiled here serves all of them.
_compiled: dict[str, tuple[Engine, Module]] = {}


def compiled(wasm: Wasm) -> tuple[Engine, Module]:
    """Returns the compiled module of this process, by the digest of its bytes.

    Raises:
        ClienteleError: ``InvalidValue`` where the bytes are no WebAssembly module.
    """
    found = _compiled.get(wasm.digest)
    if found is None:
        # Bits of NaN are the only ones that the WebAssembly specification leaves open: they become nulls, so that
        # there is no need for wasmtime's slower canonical ones.
        engine = Engine()
        try:
            found = (engine, Module(engine, wasm.code))
        except WasmtimeError as error:
            message = f"{FILE} is no module that this wasmtime can run: {str(error).splitlines()[0]}"
            raise ClienteleError("InvalidValue", message, FILE) from None
        _compiled[wasm.digest] = found
    return found
