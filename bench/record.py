"""A measurement and where it is kept: ``bench/runs/<date>/<name>.json`` with its command, machine and numbers.

The machine is described by what a figure depends on (processor, cores, Python), never by its name or folders.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

Figures: TypeAlias = "dict[str, str | int | float | bool | Figures | list[float]]"

ROOT = Path(__file__).resolve().parent.parent
RUNS = ROOT / "bench" / "runs"


def machine() -> Figures:
    """Return the processor, its cores and the Python."""
    return {"processor": processor(), "cores": os.cpu_count() or 1, "python": platform.python_version()}


def processor() -> str:
    """Return the processor's model name where Linux tells it, else its architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def keep(name: str, command: str, figures: Figures) -> Path:
    """Write the figures of today's run. Returns the file."""
    now = datetime.now(UTC)
    record = {"command": command, "date": now.date().isoformat(), "machine": machine(), "figures": figures}
    path = RUNS / now.date().isoformat() / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def child(python: str, script: str, *arguments: str) -> dict[str, float]:
    """Run ``bench/<script>`` in a fresh process on one core. Returns the figures that it prints as JSON."""
    one_core = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [python, str(ROOT / "bench" / script), *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | one_core)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def this_python() -> str:
    """Return the Python that runs this, which has otkuda installed."""
    return sys.executable
