"""What a newcomer installs: the lock names everything that pyproject.toml asks for, and no registry."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import otkuda

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"^[A-Za-z0-9._-]+", re.MULTILINE)


def locked() -> set[str]:
    """Return the names in the lock."""
    return set(NAME.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))


def asked_for() -> set[str]:
    """Return the names that pyproject.toml asks for, with the development tools and the build's own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]
    return {match[0] for one in asked if (match := NAME.match(one))}


def test_lock_is_complete() -> None:
    """Everything asked for is locked."""
    assert asked_for() <= locked()


def test_lock_names_no_registry() -> None:
    """The lock holds names, versions and hashes; an address would tie it to one machine's registry."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.findall(r"https?:|file:|--index|--extra|--find", text)
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", text.strip()))


def test_one_version() -> None:
    """The installed package has the version that the source has."""
    assert version("otkuda") == otkuda.__version__
