"""Where a batch reads and writes: paths of this machine and those of object stores, one and the same to the rest."""

from __future__ import annotations

import io
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, TypeVar

from otkuda.batch.buckets import SCHEMES, BucketPath, fault
from otkuda.errors import BatchError
from otkuda.export import files
from otkuda.fetch.files import files_of, is_content, order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Thing = TypeVar("Thing")
Read = TypeVar("Read")
Location: TypeAlias = Path | BucketPath
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://([^/]*)(.*)", re.IGNORECASE | re.DOTALL)
_AT_ONCE = 16  # requests of a process


def location(text: str) -> Location:
    """Return where ``text`` leads: an address of an object store, else a path. BatchError where nothing opens it.

    >>> str(location("s3://archive/2026/")), location("archive/2026") == Path("archive/2026")
    ('s3://archive/2026', True)
    """
    address = _ADDRESS.fullmatch(text)
    if address is None:
        return Path(text)
    scheme, bucket, rest = address[1].lower(), address[2], address[3].strip("/")
    if scheme not in SCHEMES:
        raise BatchError(f"{scheme}://: name a path of this machine, or an address with s3://, gs:// or az://")
    if "@" in bucket:  # «s3://key:secret@bucket»: it would stand in the manifest
        raise BatchError(f"{scheme}://…@…: credentials are no part of an address; put them into the environment")
    if not bucket:
        raise BatchError(f"{scheme}://: name a bucket")
    return BucketPath(scheme, f"{bucket}/{rest}" if rest else bucket)


def files_in(where: Location) -> Iterator[Location]:
    """Yield the file, or those of the folder, as ``fetch.files.files_of`` does. BatchError where a store has none."""
    if isinstance(where, Path):
        yield from files_of(where)
    elif where.is_file():
        yield where
    else:
        found = dict(where.files())
        if not found:
            raise BatchError(f"{where}: there is no such file or folder; look at the bucket's name, too")
        yield from (found[name] for name in sorted(found, key=order) if _is_seen(name))


def _is_seen(name: str) -> bool:
    """Tell whether a file is read, by its path in a folder: neither it nor a folder on its way is hidden."""
    return is_content(name.rpartition("/")[2]) and not any(one.startswith(".") for one in name.split("/"))


def found_in(folder: Location, pattern: str) -> list[Location]:
    """Return the files and folders right in a folder whose names fit, in their order."""
    return [*sorted(folder.glob(pattern))] if isinstance(folder, Path) else [*sorted(folder.glob(pattern), key=str)]


def make_folder(folder: Location) -> None:
    """Have a folder."""
    if isinstance(folder, Path):
        folder.mkdir(parents=True, exist_ok=True)


def remove(folder: Location) -> None:
    """Have no such folder."""
    if isinstance(folder, Path):
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder.rmtree()


@contextmanager
def new_file(path: Location) -> Iterator[BinaryIO]:
    """Give a file to write; it takes the place of ``path`` when all went well, else nothing is left of it."""
    if isinstance(path, Path):
        with files.new_file(path) as file:
            yield file
        return
    held = io.BytesIO()
    yield held
    path.write_bytes(held.getbuffer())


@contextmanager
def new_folder(folder: Location, beside: Location) -> Iterator[Location]:
    """Give an empty folder to write, for what takes the place of ``folder`` when all went well.

    It is written ``beside`` and renamed. A store cannot rename: there it is emptied and written in its place.
    """
    new = beside if isinstance(folder, Path) else folder
    remove(new)
    make_folder(new)
    yield new
    if isinstance(new, Path) and isinstance(folder, Path):
        remove(folder)
        new.replace(folder)


def read_table(path: Location, **wanted: Any) -> Any:  # noqa: ANN401 - what pyarrow takes and gives
    """Return a file of Parquet, or those of a folder, as a table of pyarrow; ``wanted`` says which columns and rows."""
    import pyarrow.parquet as pq

    if isinstance(path, Path):
        return pq.read_table(path, **wanted)
    try:
        return pq.read_table(path.key, filesystem=path.filesystem, **wanted)
    except (OSError, ValueError) as error:
        raise fault(path, error) from None


def at_once(read: Callable[[Thing], Read], things: Iterable[Thing], where: Location) -> Iterator[Read]:
    """Yield what is read of each thing, in their order: several at once where it comes over the net."""
    if isinstance(where, Path):
        yield from map(read, things)
        return
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        yield from threads.map(read, things)
