"""``otkuda demo``: what cannot be used costs one line, and however it ends, nothing is left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from otkuda.cli import main

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-P", "-m", "otkuda", "demo"]
LONG = 120  # seconds

signals = pytest.mark.skipif(sys.platform == "win32", reason="its processes are not stopped by signals")


def refused(*arguments: str) -> Result:
    """Run a demo that cannot be; it says so in one line."""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code in {1, 2}
    assert len([line for line in done.stderr.splitlines() if line.startswith("Error: ")]) == 1
    return done


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """It is told before anything is collected."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = refused("demo", "--port", port, "--keep", str(tmp_path / "new"))
    assert port in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it(tmp_path: Path) -> None:
    """What somebody has there is not mixed with what is invented."""
    (tmp_path / "otkuda.sqlite").write_bytes(b"mine")
    assert "name a new folder" in refused("demo", "--once", "--keep", str(tmp_path)).stderr
    assert (tmp_path / "otkuda.sqlite").read_bytes() == b"mine"


def test_a_folder_below_a_file(tmp_path: Path) -> None:
    """A folder that cannot be made."""
    (tmp_path / "file").write_text("")
    assert "--keep" in refused("demo", "--once", "--keep", str(tmp_path / "file" / "new")).stderr


def test_no_folder_for_what_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a place for temporary files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert "--keep" in refused("demo", "--once").stderr


def test_a_store_of_ones_own(tmp_path: Path) -> None:
    """The demo never works on a store that is named for all commands."""
    assert "--keep" in refused("--data", str(tmp_path), "demo", "--once").stderr
    assert not list(tmp_path.iterdir())


@signals
def test_ctrl_c_while_it_serves(tmp_path: Path) -> None:
    """The address is said, the pages are there; Ctrl-C is the usual end, and the store is removed."""
    process = start(tmp_path, "--port", "0")
    assert process.stdout
    place = next(line for line in process.stdout if line.startswith("http://127.0.0.1:")).split()[0]
    assert list(tmp_path.glob("otkuda-demo-*"))
    with urllib.request.urlopen(f"{place}static/icon.svg", timeout=LONG) as page:  # noqa: S310 - loopback
        assert page.status == 200
    process.send_signal(signal.SIGINT)
    assert ended(process, tmp_path) == 0


@signals
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_collects(tmp_path: Path, number: signal.Signals) -> None:
    """Stopped before its end, it leaves nothing."""
    process = start(tmp_path, "--port", "0")
    waited = time.monotonic() + LONG
    while not list(tmp_path.glob("otkuda-demo-*/otkuda.sqlite")) and time.monotonic() < waited:
        time.sleep(0.05)
    process.send_signal(number)
    assert ended(process, tmp_path) == 130


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a demo that keeps what is temporary in a folder."""
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(folder)},
    )


def ended(process: subprocess.Popen[str], folder: Path) -> int:
    """Return the exit status of a demo that said nothing on its end and left nothing."""
    _, err = process.communicate(timeout=LONG)
    assert (err, list(folder.iterdir())) == ("", [])
    return process.returncode
