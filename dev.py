"""The two commands of a newcomer, and four of a maintainer. Needs Python 3.11 or newer, and nothing else.

    python3 dev.py demo [OPTION...]  set up, then collect and show the invented newsroom that the project brings
    python3 dev.py test [ARGUMENT...] set up, then pass every quality gate and test (ARGUMENTs go to pytest)
    python3 dev.py read [FILE...]    set up, then read the article that the project brings (or FILE...)
    python3 dev.py floors [GOLD]     measure on the gold set; write the figures, and raise the floors to them
    python3 dev.py docs              write what docs take from the code: the rules, the examples' outputs
    python3 dev.py lock              write requirements.lock again from pyproject.toml

Setting up means a virtual environment in ``.venv`` with exactly what ``requirements.lock`` names. It is done once, and
again when the lock or the project's metadata change. The network is used for nothing else.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("otkuda needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: python3.11 dev.py demo")

import hashlib
import importlib.util
import os
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.sha256"
EXAMPLE = Path("examples", "bridge.txt")

GATES = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("import-linter", ["lint-imports", "--no-logo"]),
    ("deptry", ["deptry", "src"]),
)


def main(arguments: list[str]) -> int:
    """Run one command. Returns its exit status."""
    commands = {"demo": demo, "read": read, "test": test, "floors": floors, "docs": docs, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    return commands[arguments[0]](arguments[1:])


def demo(arguments: list[str]) -> int:
    """Show the newsroom that the project brings. Returns the exit status of ``otkuda demo``."""
    set_up()
    return run([tool("otkuda"), "demo", *arguments])


def read(arguments: list[str]) -> int:
    """Read FILE..., or the project's own article. Returns the exit status of ``otkuda read``."""
    set_up()
    if arguments:
        return run([tool("otkuda"), "read", *arguments], Path.cwd())
    return run([tool("otkuda"), "read", str(EXAMPLE)])


def test(arguments: list[str]) -> int:
    """Run the gates and the tests, all of them even where one fails. Returns 0 where all passed."""
    set_up()
    gates = [step(name, [tool(command[0]), *command[1:]]) for name, command in GATES]
    gates.append(step("pytest", [str(PYTHON), "-m", "pytest", "-n", "auto", *arguments]))
    failed = [name for name, passed in gates if not passed]
    print("all gates passed" if not failed else "failed: " + ", ".join(failed))
    return 1 if failed else 0


def floors(arguments: list[str]) -> int:
    """Measure on the gold set, write the figures, raise the floors. Returns the exit status of evaluation.measure."""
    set_up()
    return run([str(PYTHON), "-m", "evaluation.measure", *arguments])


def docs(_arguments: list[str]) -> int:
    """Write what docs take from the code: rules, operations, the outputs of examples. Returns 0 when written."""
    set_up()
    return max(run([str(PYTHON), "-m", f"docs.{name}"]) for name in ("rules", "operations", "examples"))


def lock(_arguments: list[str]) -> int:
    """Write the lock file, for every platform, with hashes and without a registry's address. Returns 0 when written."""
    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder))
        python = Path(folder) / PYTHON.relative_to(VENV)
        install(python, ["uv"])
        kind = ["--universal", "--python-version", "3.11", "--all-extras"]
        compiled = ["compile", "--quiet", *kind, "--generate-hashes", "--upgrade"]
        plain = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--group", "dev"]
        return run([str(python), "-m", "uv", "pip", *compiled, *plain, "-o", str(LOCK), str(ROOT / "pyproject.toml")])


def set_up() -> None:
    """Make .venv hold what the lock names, and the project itself. Does nothing where that is so."""
    wanted = fingerprint()
    if STAMP.is_file() and PYTHON.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    started = time.monotonic()
    print("setting up .venv (once, half a minute to a minute)", flush=True)
    make_venv(VENV)
    print("  installing what requirements.lock names", flush=True)
    install(PYTHON, ["--require-hashes", "--no-deps", "-r", str(LOCK)])
    print("  installing otkuda itself", flush=True)
    install(PYTHON, ["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def fingerprint() -> str:
    """Return what the environment depends on, as one hash: the lock, the project's metadata, the Python, the folder."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [LOCK.read_text(encoding="utf-8"), repr(settings["project"]), sys.version, str(ROOT)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make_venv(folder: Path) -> None:
    """Make a fresh virtual environment, or stop with one line where this Python cannot."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing or subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False).returncode:
        sys.exit(
            "This Python cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv. "
            "Elsewhere: install Python from python.org. Then run the command again."
        )


def install(python: Path, what: list[str]) -> None:
    """Install with pip, naming each package as it comes, or stop with one line that says what to try."""
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", *what]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as pip:
        for line in pip.stdout or ():
            if sys.stdout.isatty() and line.startswith("Collecting "):
                print(f"\r\033[K    {line.split()[1]}", end="", flush=True)
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    if pip.returncode:
        sys.exit("The installation failed (pip's own words are above). Is there a network? Then run the command again.")


def tool(name: str) -> str:
    """Return the path of a command in the virtual environment."""
    return str(BIN / (name + ".exe" if os.name == "nt" else name))


def step(name: str, command: list[str]) -> tuple[str, bool]:
    """Run one gate, showing its name, its words and its time. Returns the name and whether it passed."""
    print(f"── {name}", flush=True)
    started = time.monotonic()
    passed = run(command) == 0
    print(f"   {'passed' if passed else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return name, passed


def run(command: list[str], folder: Path = ROOT) -> int:
    """Run a command in a folder. Returns its exit status."""
    return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("stopped")
