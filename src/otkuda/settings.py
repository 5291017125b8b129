"""Every setting, read once from the environment, at the edges of the program.

docs/reference/settings.md lists them; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

from otkuda.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "OTKUDA_"
_YES = frozenset({"1", "yes", "true", "on"})
_MOST = 1e9
_NO = frozenset({"0", "no", "false", "off", ""})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose, or the defaults. The environment's name of each is its own in capitals after ``OTKUDA_``."""

    data: Path | None = None
    database: str | None = None
    allow_private: bool = False
    routes: str | None = None
    proxy: str | None = None
    timeout: float = 30.0
    page_limit: int = 20_000_000
    host_delay: float = 1.0
    fetches: int = 16
    transliterate: bool = True
    rate: float = 600.0
    trusted_proxies: str | None = None
    address: str | None = None
    smtp: str | None = None
    mail_from: str | None = None
    telegram_token: str | None = None

    @property
    def folder(self) -> Path:
        """The data directory: the one named, or the system's own for a user's data."""
        if self.data is not None:
            return self.data
        from platformdirs import user_data_path

        folder = user_data_path("otkuda", appauthor=False)
        if not folder.is_absolute():
            raise SettingError("no home folder to keep anything in; name a folder with --data or OTKUDA_DATA")
        return folder

    @property
    def store(self) -> str | Path:
        """The database's address, or the file in the data directory."""
        return self.database or self.folder / "otkuda.sqlite"

    @property
    def route_pairs(self) -> tuple[tuple[str, str], ...]:
        """Hosts and where they are asked instead: «*.example=http://127.0.0.1:8000, mirror.example=http://10.0.0.5»."""
        stated = [pair.strip() for pair in (self.routes or "").split(",") if pair.strip()]
        pairs = [(host.strip(), origin.strip()) for host, _, origin in (pair.partition("=") for pair in stated)]
        if all(host and origin.startswith(("http://", "https://")) for host, origin in pairs):
            return tuple(pairs)
        raise SettingError(f"{PREFIX}ROUTES={self.routes}: write it as HOST=http://ADDRESS:PORT, …")

    @property
    def proxies(self) -> list[str]:
        """The addresses and networks of reverse proxies that are believed: «127.0.0.1, 10.0.0.0/8»."""
        from ipaddress import ip_network

        stated = [one.strip() for one in (self.trusted_proxies or "").split(",") if one.strip()]
        try:
            return [str(ip_network(one, strict=False)) for one in stated]
        except ValueError:
            raise SettingError(f"{PREFIX}TRUSTED_PROXIES={self.trusted_proxies}: write it as ADDRESS, …") from None


def settings_of(environment: Mapping[str, str]) -> Settings:
    """Return the settings that an environment names; raise ``SettingError`` where a value is none.

    >>> settings_of({"OTKUDA_TIMEOUT": "10", "OTKUDA_ALLOW_PRIVATE": "yes"}).timeout
    10.0
    """
    kinds = get_type_hints(Settings)
    chosen = {
        field.name: _value(field.name, kinds[field.name], environment[name])
        for field in fields(Settings)
        if environment.get(name := PREFIX + field.name.upper())
    }
    return Settings(**chosen)  # type: ignore[arg-type]  # each is of its field's kind


def _value(name: str, kind: object, text: str) -> object:
    """Read one value as what its field holds."""
    if kind not in {bool, int, float}:
        return Path(text).expanduser() if name == "data" else text
    try:
        return _truth(text) if kind is bool else _number(text, least=1 if name == "fetches" else 0, whole=kind is int)
    except ValueError:
        what = "1 or 0" if kind is bool else "a whole number" if kind is int else "a number"
        raise SettingError(f"{PREFIX}{name.upper()}={text}: not {what}; set it to one, or unset it") from None


def _truth(text: str) -> bool:
    folded = text.strip().lower()
    if folded not in _YES | _NO:
        raise ValueError(text)
    return folded in _YES


def _number(text: str, *, least: int, whole: bool) -> float:
    number = int(text) if whole else float(text)
    if not least <= number <= _MOST:
        raise ValueError(text)
    return number
