"""The bootstrap script: what it says where it cannot go on, and when it sets up again."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import dev


def test_a_python_without_venv_gets_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian parts venv from Python; the line names the package to install."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else find_spec(name))
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        dev.make_venv(tmp_path)


def test_an_old_python_gets_one_line() -> None:
    """The line names the version that is needed."""
    source = Path(dev.__file__).read_text(encoding="utf-8")
    old = "import sys\nsys.version_info = (3, 9, 2)\n" + source.split('"""', 2)[2]
    done = subprocess.run([sys.executable, "-c", old], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("otkuda needs Python 3.11 or newer")
    assert "Traceback" not in done.stderr


def test_a_changed_lock_sets_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fingerprint is the same for the same lock, and another for another."""
    before = dev.fingerprint()
    assert dev.fingerprint() == before
    changed = tmp_path / "requirements.lock"
    changed.write_bytes(dev.LOCK.read_bytes() + b"\n")
    monkeypatch.setattr(dev, "LOCK", changed)
    assert dev.fingerprint() != before


def test_an_unknown_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """The help names both commands of a newcomer."""
    assert dev.main(["dance"]) == 2
    shown = capsys.readouterr().out
    assert "dev.py demo" in shown
    assert "dev.py test" in shown
