"""What is in ``deploy/`` fits the commands, the settings and the documentation."""

from __future__ import annotations

import dataclasses
import re
import shlex
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

from otkuda.cli import main
from otkuda.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "howto" / "run-for-a-team.md").read_text(encoding="utf-8")
SETTINGS = {PREFIX + field.name.upper() for field in dataclasses.fields(Settings)}
UNITS = sorted(DEPLOY.glob("*.service"))


def commands() -> list[list[str]]:
    """Return the commands that units, the compose file and the image start, without the program's name."""
    compose, image = (DEPLOY / "compose.yaml").read_text(), (DEPLOY / "Dockerfile").read_text()
    lists = re.findall(r"^ *(?:command:|CMD) (\[.*\])", compose + image, re.MULTILINE)
    found = [re.findall(r'"([^"]*)"', one) for one in lists]
    return found + [shlex.split(unit_of(file)["Service"]["ExecStart"])[1:] for file in UNITS]


def unit_of(file: Path) -> ConfigParser:
    """Return a unit; what stands in it several times is there once."""
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(file, encoding="utf-8")
    return unit


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_commands_are_ours(command: list[str]) -> None:
    """Each is parsed as it stands; nothing is started."""
    name, *options = command
    with main.commands[name].make_context(name, options) as context:
        assert isinstance(context, click.Context)


def test_settings_of_the_containers() -> None:
    """Each is a setting of otkuda, or one of the file's own that the guide explains."""
    named = set(re.findall(r"\bOTKUDA_[A-Z_]+", (DEPLOY / "compose.yaml").read_text()))
    assert named - SETTINGS == {"OTKUDA_PASSWORD", "OTKUDA_NAME"}
    assert not [one for one in named - {"OTKUDA_DATABASE"} if f"`{one}`" not in GUIDE]


def test_units_differ_in_what_they_run() -> None:
    """Both take away the same, but that the collector may be nice to others."""
    pages, collector = (dict(unit_of(file)["Service"]) for file in (UNITS[1], UNITS[0]))
    differing = {name for name in pages if pages[name] != collector.get(name)}
    assert pages.keys() == collector.keys()
    assert differing == {"ExecStart", "TimeoutStopSec", "MemoryMax", "SystemCallFilter"}
    assert "@resources" in pages["SystemCallFilter"]


def test_the_image_has_what_it_copies() -> None:
    """Each file that the image is made of is there, and is not left out of what is sent to the engine."""
    image = (DEPLOY / "Dockerfile").read_text()
    sent = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    copied = [name for line in re.findall(r"^COPY (?!--)(.*) \S+$", image, re.MULTILINE) for name in line.split()]
    assert copied
    assert not [name for name in copied if not (ROOT / name).exists() or f"!{name}" not in sent]
