"""Real processes of otkuda, what they say, and what memory they and their children take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-P", "-m", "otkuda")


@dataclass
class Run:
    """A process that has ended. ``peak`` is the most memory of it and its children, in MB."""

    status: int
    out: str
    err: str
    seconds: float
    peak: float = 0.0
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What it complained of."""
        return [line for line in self.err.splitlines() if not line.startswith("{")]


def otkuda(folder: Path, *arguments: str, seconds: float = 120, **environment: str) -> Run:
    """Run a command on a store and wait for its end."""
    process = start(folder, *arguments, **environment)
    return end(process, seconds)


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start a command on a store."""
    return subprocess.Popen(
        [*COMMAND, "--data", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"OTKUDA_HOST_DELAY": "0"} | environment,
    )


def end(process: subprocess.Popen[str], seconds: float = 120) -> Run:
    """Wait for the end, watching the memory."""
    peak = 0.0
    is_over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not is_over.wait(0.05):
            peak = max(peak, memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    started = time.monotonic()
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
    finally:
        is_over.set()
        watcher.join()
    events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    return Run(process.returncode, out, err, time.monotonic() - started, peak, events)


def memory(pid: int) -> float:
    """Return how many MB a process and its children take, what they share counted once; 0 where that is not told."""
    total = 0.0
    for each in family(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        tasks = [path.name for path in Path(f"/proc/{pid}/task").iterdir()]
        found = {int(child) for child in children}
        for task in tasks:
            found |= set(map(int, Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii").split()))
    except OSError:
        return [pid]
    return [pid, *(one for child in found for one in family(child))]
