"""Files in a bucket of an object store, asked as paths of this machine are.

A store has no folders: one is there when something is in it. A file is read by ranges, and written whole or not at all.
That there is no such file is a FileNotFoundError, as with paths; all else that fails is a BatchError of one line. What
the store answered does not stand in it: there may be a signed address in it, or a key.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from otkuda.batch.ahead import read_ahead
from otkuda.errors import BatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

TRIES = 6  # of a request, with a pause that grows
_CONNECTING, _WAITING = 10.0, 60.0  # seconds

_CREDENTIALS = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
# What it means to who gave the command, and how libraries say so; the first that fits is taken.
_FAULTS = {
    "there is no such bucket": "NO_SUCH_BUCKET|NoSuchBucket",
    f"the store does not accept the credentials; look at {_CREDENTIALS}": (
        "INVALID_ACCESS_KEY_ID|INVALID_CLIENT_TOKEN|SIGNATURE|EXPIRED|UNRECOGNIZED_CLIENT|InvalidAccessKeyId"
        "|SignatureDoesNotMatch|ExpiredToken|InvalidToken"
    ),
    f"the store does not allow it; give credentials that may ({_CREDENTIALS})": (
        "ACCESS_DENIED|AccessDenied|PERMISSION_DENIED|UNAUTHENTICATED|MISSING_AUTHENTICATION|status 40[13]|Unauthorized"
        "|load credentials"
    ),
    "the store does not answer, or breaks off; look at the network and AWS_ENDPOINT_URL; the same command goes on": (
        "NETWORK_CONNECTION|REQUEST_TIMEOUT|SLOW_DOWN|UNAVAILABLE|INTERNAL_FAILURE|status 5|dispatch failure"
        "|[Ss]ocket ?[Ee]rror|[Tt]imed ?out|ConnectTimeout|ReadTimeout"
    ),
    "it is in another region; set AWS_REGION": "status 301|PermanentRedirect|AUTHORIZATION_HEADER",
    "two slashes follow each other in it; such keys cannot be read": "Empty path component",
}


def fault(where: object, error: Exception) -> BatchError:
    """Return what a library's error means, in one line and without what the store answered."""
    said = str(error)
    code = re.search(r"AWS Error (\w+)", said)
    unknown = f"the store refuses: {code[1] if code else type(error).__name__}"
    advice = next((advice for advice, pattern in _FAULTS.items() if re.search(pattern, said)), unknown)
    return BatchError(f"{where}: {advice}")


class Facts(NamedTuple):
    """What is known of a file: its bytes, and when it was last written, in seconds since 1970."""

    st_size: int
    st_mtime: float


@dataclass(frozen=True, slots=True)
class BucketPath:
    """A file or folder in a bucket: ``key`` begins with the bucket. ``info`` is what a listing said of it."""

    scheme: str
    key: str
    info: Any = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.key}"

    def __truediv__(self, name: str) -> BucketPath:
        return BucketPath(self.scheme, f"{self.key}/{name}")

    @property
    def name(self) -> str:
        """The last part."""
        return self.key.rpartition("/")[2]

    @property
    def filesystem(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """What opens it."""
        return opened(self.scheme, self.key.partition("/")[0])

    def exists(self) -> bool:
        """Tell whether there is a file or a folder."""
        return self.is_file() or self.is_dir()

    def is_file(self) -> bool:
        """Tell whether there is a file."""
        return bool(self._asked().type.name == "File")

    def is_dir(self) -> bool:
        """Tell whether something is in it."""
        return bool(self._asked().type.name == "Directory")

    def stat(self) -> Facts:
        """Return what is known of the file."""
        info = self._asked()
        if info.type.name != "File":
            raise FileNotFoundError(errno.ENOENT, "there is no such file", str(self))
        return Facts(info.size, info.mtime.timestamp())

    def open(self, mode: str = "rb") -> BufferedReader:
        """Open the file to read it."""
        del mode  # there is no other one
        with _told(self):
            file = self.filesystem.open_input_file(self.key)
            return read_ahead(self._ranges(file), file.size())

    def read_bytes(self) -> bytes:
        """Return what is in the file."""
        with self.open() as file:
            return file.read()

    def write_bytes(self, content: bytes | memoryview) -> None:
        """Write the file, whole or not at all."""
        with _told(self), self.filesystem.open_output_stream(self.key, compression=None) as stream:
            stream.write(content)

    def touch(self) -> None:
        """Write a file with nothing in it."""
        self.write_bytes(b"")

    def unlink(self, *, missing_ok: bool = False) -> None:
        """Remove the file."""
        with suppress(FileNotFoundError) if missing_ok else _told(self), _told(self):
            self.filesystem.delete_file(self.key)

    def rmtree(self) -> None:
        """Remove all that is in the folder."""
        with suppress(FileNotFoundError), _told(self):
            self.filesystem.delete_dir(self.key)

    def glob(self, pattern: str) -> Iterator[BucketPath]:
        """Yield the files and folders right in it whose names fit."""
        return (one for one in self._listed(is_deep=False) if fnmatchcase(one.name, pattern))

    def files(self) -> Iterator[tuple[str, BucketPath]]:
        """Yield all files below it, each with its path in it."""
        for one in self._listed(is_deep=True):
            if one.is_file():
                yield one.key[len(self.key) + 1 :], one

    def _listed(self, *, is_deep: bool) -> Iterator[BucketPath]:
        from pyarrow.fs import FileSelector

        with _told(self):
            found = self.filesystem.get_file_info(FileSelector(self.key, allow_not_found=True, recursive=is_deep))
        return (BucketPath(self.scheme, info.path, info) for info in found)

    def _asked(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        with _told(self):
            return self.info or self.filesystem.get_file_info(self.key)

    def _ranges(self, file: Any) -> Callable[[int, int], bytes]:  # noqa: ANN401 - pyarrow has no types
        def read_at(size: int, offset: int) -> bytes:
            with _told(self):
                content: bytes = file.read_at(size, offset)
                return content

        return read_at


@contextmanager
def _told(path: BucketPath) -> Iterator[None]:
    """Say of what fails in here what it means."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "there is no such file", str(path)) from None
    except (OSError, ValueError) as error:
        raise fault(path, error) from None


def _s3(bucket: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Credentials are looked for where all of AWS's tools do; without any requests go unsigned, to what is public."""
    from pyarrow import fs

    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")  # pyarrow knows neither
    region = None
    if not endpoint:
        with suppress(OSError):  # then that of the environment is tried, which says what is wrong
            region = fs.resolve_s3_region(bucket)
    return fs.S3FileSystem(
        region=region,
        endpoint_override=endpoint,
        connect_timeout=_CONNECTING,
        request_timeout=_WAITING,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=TRIES),
        allow_delayed_open=True,  # a small file is one request
    )


def _gs(bucket: str) -> Any:  # noqa: ANN401, ARG001 - pyarrow has no types; each opener takes a bucket
    from pyarrow import fs

    return fs.GcsFileSystem(retry_time_limit=timedelta(seconds=_WAITING))  # else a quarter of an hour


def _az(bucket: str) -> Any:  # noqa: ANN401, ARG001 - the same
    from pyarrow import fs

    account, key = (os.environ.get(f"AZURE_STORAGE_{name}") for name in ("ACCOUNT", "KEY"))
    if not account:
        raise BatchError("az://: name the account in AZURE_STORAGE_ACCOUNT")
    return fs.AzureFileSystem(account, account_key=key)


_OPENERS: dict[str, Callable[[str], Any]] = {"s3": _s3, "gs": _gs, "az": _az}
SCHEMES = frozenset(_OPENERS)


@cache
def opened(scheme: str, bucket: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return what opens the files of a bucket."""
    return _OPENERS[scheme](bucket)
