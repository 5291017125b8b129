"""Assistants: the official SDK's own client lists tools and gets answers with sources, over stdio and HTTP."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from otkuda.errors import InputError
from otkuda.serve.app import application
from otkuda.serve.assistant import LONGEST, Assistant
from otkuda.serve.desk import Desk
from otkuda.serve.serving import Serving

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from otkuda.store import Store

mcp = pytest.importorskip("mcp", reason="assistants need otkuda[mcp]")
TOOLS = {"said", "statement", "check", "search", "speakers"}
MISQUOTED = "«Мост мы откроем 20 мая: осталось уложить 400 метров асфальта и проверить опоры», — сказал Глеб Одинцов."


def command(archive: Path, *options: str) -> list[str]:
    """Return the command that serves an archive to assistants."""
    return [sys.executable, "-P", "-m", "otkuda", "--data", str(archive), "mcp", *options]


async def asked(server: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the client connects to
    """Return what each tool answers, and, under «tools», which there are."""
    async with mcp.Client(server) as client:
        found: dict[str, Any] = {"tools": {one.name: one for one in (await client.list_tools()).tools}}
        calls: dict[str, dict[str, object]] = {
            "said": {"speaker": "Одинцова", "about": "мост"},
            "check": {"text": MISQUOTED},
            "search": {"words": "асфальта"},
            "speakers": {"name": "Одинцов"},
        }
        for name, arguments in calls.items():
            found[name] = (await client.call_tool(name, arguments)).structured_content
        one = found["said"]["statements"][0]["id"]
        found["statement"] = (await client.call_tool("statement", {"id": one})).structured_content
        found["nothing"] = await client.call_tool("statement", {"id": "none"})
        return found


def apart(asking: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Return what is answered, waited for in a thread of its own: a browser of another test may hold this thread's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asking).result()


def is_answered(found: dict[str, Any]) -> None:
    """Each tool is there, only reads, and answers with outlet, address and date."""
    assert set(found["tools"]) == TOOLS
    assert all(one.annotations.read_only_hint and one.output_schema for one in found["tools"].values())
    first = {"outlet": "Мостострой", "url": "https://most.example/news/14", "date": "2026-03-11T10:05:00+05:00"}
    [said] = found["said"]["statements"]
    assert (said["speaker"], said["first_said"], said["differing"]) == ("Глеб Одинцов", [first], 1)
    assert [one["url"] for one in said["carried_by"]] == [
        "https://bereg.example/2026/most",
        "https://zarya.example/1204",
    ]
    changed = found["statement"]["tellings"][2]
    assert (changed["taken_from"]["outlet"], changed["shown_by"], changed["relation"]) == ("Берег", "named", "altered")
    assert {"what": "negation", "original": "не раньше", "here": ""} in changed["differs"]
    [quotation] = found["check"]["quotations"]
    assert (quotation["outcome"], quotation["source"]["url"]) == ("altered", first["url"])
    assert (quotation["statement"], quotation["first_said"]) == (said["id"], [first])
    for one in found["search"]["passages"]:
        assert one["source"]["outlet"]
        assert one["source"]["url"]
        assert one["source"]["date"]
        assert (one["statement"], one["first_said"]) == (said["id"], [first])
    named = found["speakers"]["speakers"][0]
    assert named["name"] == "Глеб Одинцов"
    assert all(one["outlet"] and one["url"] and one["date"] for one in named["named_in"])
    assert len(named["named_in"]) == 2
    assert found["nothing"].is_error
    assert "no statement" in found["nothing"].content[0].text


def test_stdio(archive: Path) -> None:
    """As an assistant starts it."""
    program, *arguments = command(archive)
    is_answered(apart(asked(mcp.StdioServerParameters(command=program, args=arguments, env=dict(os.environ)))))


def test_http(archive: Path) -> None:
    """Over streamable HTTP, beside the pages."""
    with subprocess.Popen(command(archive, "--port", "0"), stdout=subprocess.PIPE, text=True) as served:
        try:
            found = re.match(r"http://\S+", served.stdout.readline() if served.stdout else "")
            assert found
            is_answered(apart(asked(f"{found[0]}mcp")))
        finally:
            served.terminate()


def test_guarded(store: Store) -> None:
    """Another name, and another site's page, is not answered; without assistants there is nothing."""
    with TestClient(application(store, serving=Serving(mcp=True)), base_url="http://127.0.0.1") as client:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        accepting = {"accept": "application/json, text/event-stream"}
        assert client.post("/mcp", json=call, headers=accepting).status_code == 200
        assert client.post("/mcp", json=call, headers=accepting | {"host": "evil.example"}).status_code == 421
        assert client.post("/mcp", json=call, headers=accepting | {"origin": "https://evil.example"}).status_code == 403
    with TestClient(application(store), base_url="http://127.0.0.1") as client:
        assert client.post("/mcp", json=call, headers=accepting).status_code == 404


def test_bounds(store: Store) -> None:
    """What is too long or no date is refused in one line; limits hold whatever is asked."""
    assistant = Assistant(store, Desk())
    with pytest.raises(InputError, match="more than"):
        assistant.check("x" * (LONGEST + 1))
    with pytest.raises(InputError, match="no date"):
        assistant.said("", "", "soon", 10)
    assert len(assistant.search("", "", "", "", 10_000).passages) >= 3
    assert len(assistant.said("", "", "2026-03-11", -5).statements) == 1
