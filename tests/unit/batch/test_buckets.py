"""Archives in an object store, tables into one: the same rows as with folders, and one line for what fails."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from otkuda.batch import buckets
from otkuda.batch.ahead import LEAST, read_ahead
from otkuda.batch.paths import files_in, found_in, location, remove
from otkuda.batch.plan import shards_of
from otkuda.batch.shard import FOLDERS
from otkuda.batch.stage import open_stage
from otkuda.cli import main
from otkuda.errors import BatchError
from otkuda.fetch.files import open_file
from otkuda.model import Place
from tests.unit.batch.s3 import KEY, SECRET, Bucket, Store, serving
from tests.unit.batch.test_batch import LIMITS, SAID, lines, read, table
from tests.unit.fetch.warcs import packed, response

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("daft")
pa = pytest.importorskip("pyarrow")
TABLES = ("articles", "attributions", "entities", "statements", "stories", "rejects")


@pytest.fixture(scope="module")
def served() -> Iterator[Store]:
    """A store, and an environment that leads there: one for all tests, as libraries remember where one is."""
    with serving(Store({})) as store, pytest.MonkeyPatch.context() as patched:
        patched.setenv("AWS_ENDPOINT_URL", store.address)
        patched.setenv("AWS_ACCESS_KEY_ID", KEY)
        patched.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        patched.setenv("AWS_REGION", "us-east-1")
        patched.setenv("AWS_EC2_METADATA_DISABLED", "true")
        buckets.opened.cache_clear()
        yield store
        buckets.opened.cache_clear()


@pytest.fixture
def store(served: Store) -> Iterator[Store]:
    """The store with two empty buckets, and no faults."""
    served.buckets = {"archive": Bucket(), "tables": Bucket()}
    served.asked.clear()
    served.fails = lambda _method, _path: None
    yield served
    served.fails = lambda _method, _path: None


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Requests are tried twice, so that a test need not wait."""
    monkeypatch.setattr(buckets, "TRIES", 2)
    buckets.opened.cache_clear()
    yield
    buckets.opened.cache_clear()


def archive(folder: Path) -> Path:
    """Write a web archive, JSON Lines, Parquet and what is no article into a folder."""
    (folder / "march").mkdir(parents=True)
    pages = [response(f"https://zarya.example/{at}", f"<p>{SAID} {at}</p>".encode()) for at in range(3)]
    (folder / "march" / "a b.warc.gz").write_bytes(packed(pages, "gzip"))
    lines(folder / "Мост.jsonl", SAID, "«Да», — сказала Ася Лунова.")
    pq.write_table(pa.table({"url": ["https://zarya.example/9"], "text": [SAID]}), folder / "c.parquet")
    (folder / "d.json").write_text('{"a": \n1}', encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    (folder / "style.css").write_text("x", encoding="utf-8")
    return folder


def put(store: Store, folder: Path, bucket: str = "archive", prefix: str = "2026/") -> str:
    """Put a folder into a bucket, and return its address."""
    for file in folder.rglob("*"):
        if file.is_file():
            store.buckets[bucket].files[prefix + file.relative_to(folder).as_posix()] = file.read_bytes()
    return f"s3://{bucket}/{prefix}"


def got(store: Store, folder: Path, prefix: str, bucket: str = "tables") -> Path:
    """Return a folder with what a bucket holds under a prefix."""
    shutil.rmtree(folder, ignore_errors=True)
    for key, content in store.buckets[bucket].files.items():
        if key.startswith(prefix) and not key.endswith("/"):  # a mark of a folder, that a library leaves behind
            file = folder / key.removeprefix(prefix)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return folder


def rows(folder: Path, name: str) -> list[str]:
    """Return the rows of a table in an order that does not hang on how they were written."""
    return sorted(json.dumps(row, default=str, sort_keys=True, ensure_ascii=False) for row in table(folder, name))


def test_files_are_those_of_a_folder(store: Store, tmp_path: Path) -> None:
    """The same ones in the same order: hidden ones and what pages bring along are left out."""
    here = archive(tmp_path / "in")
    there = put(store, here)
    names = [str(file).removeprefix(there) for file in files_in(location(there))]
    assert names == [str(file).removeprefix(f"{here}/") for file in files_in(here)]
    assert names == ["c.parquet", "d.json", "Мост.jsonl", "march/a b.warc.gz"]


def test_a_name_with_odd_letters(store: Store) -> None:
    """A key is taken as it is: nothing in it is a pattern or a query."""
    name = "a b/Ключ %20#?x=*+&[1].jsonl"
    place = location(f"s3://archive/{name}")
    assert isinstance(place, buckets.BucketPath)
    place.write_bytes(SAID.encode())
    assert store.buckets["archive"].files == {name: SAID.encode()}
    assert place.read_bytes().decode() == SAID
    assert [*files_in(place)] == [place]
    assert place.stat().st_size == len(SAID.encode())


def test_a_large_file_goes_there_and_back(store: Store) -> None:
    """In several parts, put together at the end."""
    content = bytes(range(256)) * 60_000
    place = location("s3://archive/large.gz")  # which is not packed for its name
    assert isinstance(place, buckets.BucketPath)
    place.write_bytes(content)
    assert store.buckets["archive"].files["large.gz"] == content
    assert place.read_bytes() == content


def test_more_files_than_an_answer_holds(store: Store) -> None:
    """A store lists a thousand at a time."""
    store.buckets["archive"].files = {f"a/{at:05}.jsonl": b"{}" for at in range(2_500)}
    assert len([*files_in(location("s3://archive/a"))]) == 2_500
    assert len(found_in(location("s3://archive/a"), "000*.jsonl")) == 100
    remove(location("s3://archive/a"))
    assert not [key for key in store.buckets["archive"].files if key.endswith(".jsonl")]


def test_a_part_fetches_little_more_than_itself(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that reads the last part of a web archive asks for its head and its end."""
    monkeypatch.setattr("otkuda.batch.plan.WHOLE", 100_000)
    monkeypatch.setattr("otkuda.batch.plan.RECORDS", 50)
    noise = [str(at) * 2_000 for at in range(100)]
    pages = [
        response(f"https://zarya.example/{at}", f"<p>{SAID} {at}</p><!--{one * 5}-->".encode())
        for at, one in enumerate(noise)
    ]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.warc").write_bytes(packed(pages, "plain"))
    there = put(store, tmp_path / "in")
    shards = [*shards_of([location(there)])]
    assert len(shards) == 2
    store.asked.clear()
    folder = open_stage(tmp_path / "work", *FOLDERS)
    assert read(shards[-1], folder).articles == 50
    size = len(store.buckets["archive"].files["2026/a.warc"])
    asked = [span.removeprefix("bytes=").split("-") for span in store.asked_for("archive/2026/a.warc")]
    fetched = sum(int(end) - int(start) + 1 for start, end in asked)
    assert fetched < size / 2 + 5 * LEAST
    assert len(asked) < 20


def test_a_part_of_lines_or_of_a_table_is_read_where_it_is(store: Store) -> None:
    """What lies before it is asked for by none: of lines only where one is refused, which names its number."""
    line = json.dumps({"url": "https://zarya.example/1", "text": SAID * 20}).encode() + b"\n"
    table = pa.table({"text": [f"{SAID} {' '.join(map(str, range(at << 10, (at + 1) << 10)))}" for at in range(400)]})
    held = io.BytesIO()
    pq.write_table(table, held, row_group_size=50)
    files = store.buckets["archive"].files
    files |= {"a.jsonl": line * 1_000, "b.jsonl": line * 999 + b"{no json}\n", "c.parquet": held.getvalue()}
    for name, after, most in (("a.jsonl", 990 * len(line), 3), ("c.parquet", 380, 4), ("b.jsonl", 990 * len(line), 50)):
        store.asked.clear()
        found = [*open_file(location(f"s3://archive/{name}"), after=Place(name, after))]
        spans = [span.removeprefix("bytes=").split("-") for span in store.asked_for(f"archive/{name}")]
        assert sum(int(end) - int(start) + 1 for start, end in spans) <= most * LEAST
        assert len(found) in {9, 19}
    assert found[-1].reason == "line 1,000: no JSON"


def test_ranges_grow() -> None:
    """Small at first and after a jump, a quarter of what was read in a row later."""
    asked: list[tuple[int, int]] = []
    content = bytes(40_000_000)

    def read_at(size: int, offset: int) -> bytes:
        asked.append((size, offset))
        return content[offset : offset + size]

    file = read_ahead(read_at, len(content))
    while file.read(65_536):
        pass
    assert asked[0] == (LEAST, 0)
    assert max(size for size, _ in asked) < len(content) // 4
    assert len(asked) < 40
    asked.clear()
    file.seek(1_000_000)
    file.read(10)
    assert asked == [(LEAST, 1_000_000)]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://", "name a bucket"),
        ("s3://AKIA:hidden@archive/a", "credentials are no part of an address"),
        ("hdfs://archive/a", "s3://, gs:// or az://"),
    ],
)
def test_addresses_that_are_none(address: str, said: str) -> None:
    """One line, without what may be a secret."""
    with pytest.raises(BatchError, match=said) as refused:
        location(address)
    assert "hidden" not in str(refused.value)


@pytest.mark.usefixtures("hurried")
class TestFaults:
    """What fails is said in one line that names where and what to do."""

    def refused(self, address: str) -> str:
        """Return what is said where an address cannot be read."""
        with pytest.raises(BatchError) as refused:
            list(shards_of([location(address)]))
        said = str(refused.value)
        assert "\n" not in said
        assert SECRET not in said
        assert KEY not in said
        return said

    def test_nothing_there(self, store: Store) -> None:
        """No such bucket, no such file, an empty folder."""
        store.buckets["archive"].files["a/"] = b""
        for address in ("s3://nowhere/a", "s3://archive/none.warc.gz", "s3://archive/a/", "s3://archive"):
            assert self.refused(address).startswith(f"{address.rstrip('/')}: there is no such file or folder")

    def test_two_slashes(self, store: Store) -> None:
        """A key that the library refuses."""
        store.buckets["archive"].files["a//b"] = b"x"
        assert "two slashes" in self.refused("s3://archive/a//b")

    def test_no_permission(self, store: Store) -> None:
        """What is answered to wrong credentials names the variables that hold them."""
        store.fails = lambda _method, _path: 403
        assert "AWS_ACCESS_KEY_ID" in self.refused("s3://archive/a")

    def test_a_store_that_breaks_off(self, store: Store) -> None:
        """In the middle of a file, again and again: it is no fault of the file, and nothing is rejected."""
        store.buckets["archive"].files["a.jsonl"] = b'{"text": "x"}\n' * 1_000_000
        store.fails = lambda method, path: 0 if method == "GET" and path.endswith("a.jsonl") else None
        assert "AWS_ENDPOINT_URL" in self.refused("s3://archive/a.jsonl")

    def test_a_store_that_breaks_off_once(self, store: Store, tmp_path: Path) -> None:
        """It is asked again for the same range."""
        broken: list[str] = []

        def fails(method: str, path: str) -> int | None:
            if method == "GET" and path.endswith("jsonl") and not broken:
                broken.append(path)
                return 0
            return None

        lines(tmp_path / "a.jsonl", SAID, SAID)
        there = put(store, tmp_path)
        store.fails = fails
        (shard,) = shards_of([location(there)])
        report = read(shard, open_stage(tmp_path / "work", *FOLDERS))
        assert (report.articles, report.rejects, len(broken)) == (2, 0, 1)

    def test_what_is_public_needs_no_key(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without credentials requests go unsigned; what is not public is refused."""
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
        store.buckets = {"public": Bucket({"a.txt": SAID.encode()}, is_public=True), "archive": Bucket()}
        assert [str(file) for file in files_in(location("s3://public"))] == ["s3://public/a.txt"]
        assert "give credentials" in self.refused("s3://archive/a")


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Daft leaves a worker's pipe to the collector
class TestWithTheEngine:
    """Through Daft, in processes that share nothing but the store."""

    def run(self, source: str, out: str) -> Any:  # noqa: ANN401 - a step of a batch, imported when used
        """Run a batch to its end, and return its last step."""
        from otkuda.batch.engine import Engine
        from otkuda.batch.run import run_batch

        *_, last = run_batch([location(source)], location(out), Engine(1), LIMITS)
        return last

    def test_the_same_rows(self, store: Store, tmp_path: Path) -> None:
        """As from a folder into a folder, whatever stood there before; a second run reads nothing again."""
        here = archive(tmp_path / "in")
        there, out = put(store, here), "s3://tables/март 1/of"
        self.run(there, out)
        self.run(str(here), str(tmp_path / "out"))
        files = got(store, tmp_path / "got", "март 1/of/")
        for name in TABLES:
            assert rows(files, name) == rows(tmp_path / "out", name)
        manifest = json.loads((files / "manifest.json").read_text(encoding="utf-8"))
        assert (manifest["articles"], manifest["rejects"], manifest["inputs"]) == (6, 1, ["s3://archive/2026"])
        assert not [key for key, content in store.buckets["tables"].files.items() if SECRET.encode() in content]
        store.asked.clear()
        self.run(there, out)
        assert not [path for method, path, _ in store.asked if method == "GET" and path.startswith("archive/2026/")]
        again = got(store, tmp_path / "again", "март 1/of/")
        assert all(rows(again, name) == rows(files, name) for name in TABLES)

    def test_a_store_that_fails_on_the_way(self, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The batch ends with one line, nothing is given up; the same command goes on when it is there again."""
        monkeypatch.setattr("otkuda.batch.plan.WHOLE", 10)
        for name in "ab":
            lines(tmp_path / f"{name}.jsonl", f"{SAID} {name}")
        there, files = put(store, tmp_path), store.buckets["tables"].files

        def fails(method: str, path: str) -> int | None:
            return 403 if method == "PUT" and "/carriers/" in path and begun("carriers") else None

        def begun(folder: str) -> list[str]:
            return [key for key in files if key.startswith(f"out/.work/{folder}/")]

        store.fails = fails
        with pytest.raises(BatchError, match=r"s3://tables/out/\.work/carriers/.*: the store does not allow it"):
            self.run(there, "s3://tables/out")
        assert (len(begun("reports")), len(begun("attempts"))) == (1, 2)
        assert "out/manifest.json" not in files
        store.fails = lambda _method, _path: None
        last = self.run(there, "s3://tables/out")
        assert (last.articles, last.rejects) == (2, 0)
        assert len(begun("attempts")) == 3

    def test_the_command(self, store: Store, tmp_path: Path) -> None:
        """Says in one line what is wrong, and where; a path of this machine must be there, as ever."""
        store.buckets["archive"].files["a.jsonl"] = b"{}"
        out = str(tmp_path / "out")
        for asked, said in (
            (["s3://archive/none", out], "Error: s3://archive/none: there is no such file or folder"),
            (["s3://AKIA:hidden@archive/a.jsonl", out], "Error: s3://…@…: credentials are no part"),
            (["s3://archive/a.jsonl", "hdfs://tables/out"], "Error: hdfs://: name a path"),
            ([str(tmp_path / "none"), out], "does not exist"),
        ):
            done = CliRunner().invoke(main, ["batch", *asked])
            assert said in done.output
            assert done.exit_code != 0
            assert "hidden" not in done.output
            assert isinstance(done.exception, SystemExit)

    def test_a_folder_in_use(self, store: Store, tmp_path: Path) -> None:
        """What holds something else, or is a file, is left alone; a bucket that is none is told before all reading."""
        source = str(lines(tmp_path / "a.jsonl", SAID))
        store.buckets["tables"].files = {"full/mine.txt": b"x"}
        for out, said in (
            ("s3://tables/full", "is not empty and holds no batch"),
            ("s3://tables/full/mine.txt", "is no folder"),
            ("s3://nowhere/out", "there is no such bucket"),
            ("s3://tables/out[1]", "is a pattern"),
        ):
            with pytest.raises(BatchError, match=said):
                self.run(source, out)
        assert store.buckets["tables"].files == {"full/mine.txt": b"x"}


def test_stores_of_other_kinds_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of Google and of Azure; for the latter the account must be named."""
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT", raising=False)
    with pytest.raises(BatchError, match="AZURE_STORAGE_ACCOUNT"):
        buckets.opened("az", "archive")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT", "account")
    monkeypatch.setenv("AZURE_STORAGE_KEY", "a2V5")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "")
    assert buckets.opened("az", "archive").type_name == "abfs"
    assert buckets.opened("gs", "archive").type_name == "gcs"
    buckets.opened.cache_clear()
