"""What a request asks, made a value of the type that the operation describes; what does not fit is refused by name."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import msgspec
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Iterable

S = TypeVar("S", bound=msgspec.Struct)
B = TypeVar("B")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?\d{1,12}")
_TRUTH = {"true": True, "false": False}


def query_of(values: Iterable[tuple[str, str]], wanted: type[S]) -> S:
    """Return what a query string asks. 400 names what is wrong: an unknown name, one twice, a value of another kind."""
    found: dict[str, object] = {}
    for name, text in values:
        if name in found:
            raise HTTPException(400, f"{name[:40]} stands there twice")
        found[name] = _value(text, _kinds(wanted).get(name))
    return _converted(found, wanted)


def body_of(content: bytes, wanted: type[B]) -> B:
    """Return what a JSON body says. 400 where it is no JSON, or not of its type."""
    try:
        return msgspec.json.decode(content, type=wanted)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise HTTPException(400, str(error)[:300]) from error


def _converted(found: dict[str, object], wanted: type[S]) -> S:
    try:
        return msgspec.convert(found, wanted)
    except msgspec.ValidationError as error:
        raise HTTPException(400, str(error)[:300]) from error


def _value(text: str, kind: type | None) -> object:
    """Return a value of a field that holds this kind; where it is none, the text, which is refused."""
    if kind is bool:
        return _TRUTH.get(text, text)
    if kind is int:
        return int(text) if _WHOLE.fullmatch(text) else text
    return _moment(text) if kind is datetime else text


def _moment(text: str) -> object:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return "none"
    return found.replace(tzinfo=UTC) if _DAY.fullmatch(text) else found


@cache
def _kinds(wanted: type[msgspec.Struct]) -> dict[str, type]:
    """Return which fields of a type hold truths, numbers or moments."""
    kinds: dict[type, type] = {
        msgspec.inspect.BoolType: bool,
        msgspec.inspect.IntType: int,
        msgspec.inspect.DateTimeType: datetime,
    }
    told = msgspec.inspect.type_info(wanted)
    found = {}
    for field in told.fields if isinstance(told, msgspec.inspect.StructType) else ():
        for one in _parts(field.type):
            if type(one) in kinds:
                found[field.encode_name] = kinds[type(one)]
    return found


def _parts(one: msgspec.inspect.Type) -> Iterable[msgspec.inspect.Type]:
    """Return what a type may be, without what is said about it."""
    if isinstance(one, msgspec.inspect.Metadata):
        return _parts(one.type)
    if isinstance(one, msgspec.inspect.UnionType):
        return [part for each in one.types for part in _parts(each)]
    return (one,)
