"""The state that Nuxt 2 writes as a call: ``window.__NUXT__=(function(a,b){return {title:a,…}}("Мост",null));``.

It is JavaScript, not JSON: names stand without quotation marks, and values that recur are arguments of the call. Only
literals are read; nothing is run.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otkuda.article.jsonld import Json

_CALL = re.compile(
    r"__NUXT__\s{0,9}=\s{0,9}\(?function\s{0,9}\(([\w$,\s]{0,20000})\)\s{0,9}\{\s{0,9}return\s{0,9}(?=\{)"
)
_TOKEN = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|!0|!1|void 0|-?\.?\d[\w.+]*|\s+|.", re.DOTALL
)
_WORDS = {"!0": "true", "!1": "false", "void 0": "null", "undefined": "null"}
_LITERALS = frozenset({"true", "false", "null"})
_HEXADECIMAL = re.compile(r"\\x([0-9a-fA-F]{2})|\\(?![\"\\/bfnrtu])")


def read_call(script: str) -> Json:
    """Return the state, or None where the script holds none.

    >>> read_call('window.__NUXT__=(function(a){return {title:a,ok:!0}}("Мост"));')
    {'title': 'Мост', 'ok': True}
    """
    call = _CALL.search(script)
    if call is None:
        return None
    end = script.rfind("}(")
    names = [name.strip() for name in call[1].split(",")]
    values = _as_json(script[end + 2 :], {})
    try:
        given, _ = _DECODER.raw_decode(f"[{values.rstrip(' ;)')}]")
        arguments = dict(zip(names, map(json.dumps, given), strict=False))
        state, _ = _DECODER.raw_decode(_as_json(script[call.end() : end + 1], arguments))
    except (ValueError, RecursionError):
        return None
    return state  # type: ignore[no-any-return]


_DECODER = json.JSONDecoder(strict=False)


def _as_json(text: str, arguments: dict[str, str]) -> str:
    """Return JavaScript literals as JSON, the names in ``arguments`` with their values."""
    tokens = [token for token in _TOKEN.findall(text) if not token.isspace()]
    following = [*tokens[1:], ""]
    return "".join(_literal(token, after, arguments) for token, after in zip(tokens, following, strict=True))


def _literal(token: str, after: str, arguments: dict[str, str]) -> str:
    if token[0] in "\"'" and len(token) > 1:
        inner = _HEXADECIMAL.sub(lambda match: f"\\u00{match[1]}" if match[1] else "", token[1:-1])
        return f'"{inner}"' if token[0] == '"' else '"' + inner.replace('"', '\\"') + '"'
    if token[0].isalpha() or token[0] in "_$":
        known = token if token in _LITERALS else _WORDS.get(token, "null")
        return json.dumps(token) if after == ":" else arguments.get(token, known)
    return _WORDS.get(token, token)
