"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from otkuda.errors import SettingError
from otkuda.settings import Settings, settings_of


def test_nothing_set() -> None:
    """The defaults; the data lie in the user's data directory."""
    assert settings_of({}) == Settings()
    assert Settings().folder.name == "otkuda"
    assert Settings().store == Settings().folder / "otkuda.sqlite"


def test_each_kind() -> None:
    """Paths, addresses, truths, numbers; an empty value is no value; what is not ours is left alone."""
    chosen = settings_of(
        {
            "OTKUDA_DATA": "/srv/news",
            "OTKUDA_ALLOW_PRIVATE": "1",
            "OTKUDA_TIMEOUT": "2.5",
            "OTKUDA_PAGE_LIMIT": "1_000",
            "OTKUDA_FETCHES": "",
            "OTKUDA_DEBUG": "1",
        }
    )
    assert chosen == Settings(data=Path("/srv/news"), allow_private=True, timeout=2.5, page_limit=1000)
    assert settings_of({"OTKUDA_DATABASE": "postgresql://db/news"}).store == "postgresql://db/news"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FETCHES", "0"),
        ("TIMEOUT", "1e99"),
        ("TIMEOUT", "soon"),
        ("TIMEOUT", "nan"),
        ("TIMEOUT", "-1"),
        ("FETCHES", "1.5"),
        ("ALLOW_PRIVATE", "maybe"),
    ],
)
def test_bad_values(name: str, value: str) -> None:
    """One line that names the setting."""
    with pytest.raises(SettingError, match=f"OTKUDA_{name}={value}: not "):
        settings_of({f"OTKUDA_{name}": value})


def test_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no folder of the user's, one is asked for; none is made in the current folder."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: Path("~/.local/share/otkuda"))
    with pytest.raises(SettingError, match="--data"):
        settings_of({}).store  # noqa: B018 - asking for it is what is tested


def test_proxies() -> None:
    """Addresses and networks of both protocols; anything else is one line, before anybody is believed."""
    assert Settings().proxies == []
    assert Settings(trusted_proxies="127.0.0.1, 10.1.2.3/8,::1").proxies == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]
    for wrong in ("*", "nginx", "10.0.0.0/99"):
        with pytest.raises(SettingError, match="OTKUDA_TRUSTED_PROXIES"):
            _ = Settings(trusted_proxies=wrong).proxies
