"""The machine and the versions a measurement was made with."""

import os
import platform
from pathlib import Path

from fmnist_app.core.formatting import count
from fmnist_app.core.versions import versions as installed

EXTENSIONS = ("avx", "avx2", "fma", "avx512f", "avx512_vnni", "avx_vnni", "amx_tile")
PACKAGES = ("tensorflow-cpu", "tensorflow", "keras", "numpy", "pandas", "streamlit", "playwright")


def machine() -> dict[str, str]:
    """Cores this process may use, processor, memory and system, in words."""
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "extensions": vector_extensions(),
        "memory": _first("/proc/meminfo", "MemTotal") or "unknown",
        "system": platform.platform(),
    }


def in_words() -> str:
    """The machine in a line: cores, processor and its vector extensions."""
    found = machine()
    return f"{count(int(found['cores']), 'core')}, {found['processor']}, {found['extensions']}"


def vector_extensions() -> str:
    """Those vector extensions of the processor that decide how quick networks are, in words."""
    has = (_first("/proc/cpuinfo", "flags") or "").split()
    return " ".join(name for name in EXTENSIONS if name in has) or "unknown"


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that decide the figures, those installed."""
    return installed(PACKAGES)


def _first(path: str, name: str) -> str | None:
    """The value of the first line `name: value` of a file of the system."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    pairs = (line.partition(":") for line in lines)
    return next((value.strip() for key, _, value in pairs if key.strip() == name), None)
