"""The API under schemathesis: all that its OpenAPI describes, asked well and badly, with ids that lead somewhere.

    python -m bench.api [--seconds N] [--seed N] [--examples N]      (needs schemathesis, a tool of development)

An archive of three invented outlets is served on loopback, and asked for so long by an admin who has logged in. Exit
status 0: no server error, no answer that does not fit its schema, no status that is not declared, nothing refused that
fits, nothing taken that does not; and every operation was asked in that time.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STORE = "OTKUDA_BENCH_STORE"
OTKUDA = [sys.executable, "-P", "-m", "otkuda"]


def main() -> int:
    """Serve, ask, stop. Returns the exit status of schemathesis."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=25, help="of each operation, in each way of asking")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = [*OTKUDA, "--data", folder]
        subprocess.run([*data, "import", str(ROOT / "examples" / "three-outlets.jsonl")], check=True)
        listed = Path(folder, "list.opml")
        listed.write_text('<opml version="2.0"><body><outline xmlUrl="https://zarya.example/rss"/></body></opml>')
        subprocess.run([*data, "sources", "import", str(listed)], check=True)
        subprocess.run([*data, "watch", "add", "Мост", "--words", "мост"], check=True)
        environment = {**os.environ, "OTKUDA_RATE": "0"}
        serve = [*data, "serve", "--port", "0"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=environment) as served:
            try:
                found = re.match(r"http://\S+", served.stdout.readline() if served.stdout else "")
                return asked(found[0] if found else "", chosen, Path(folder))
            finally:
                served.terminate()


def asked(address: str, chosen: argparse.Namespace, folder: Path) -> int:
    """Let schemathesis ask what is served at an address. Returns its exit status, 1 where it did not come to all.

    By one worker: in several threads the parser of CPython 3.11 trips, which Hypothesis uses to describe what it draws.
    """
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(ROOT / "bench" / "schemathesis.toml")]
    command += ["run", f"{address}api/openapi.json", "--checks", "all"]
    command += ["--max-examples", str(chosen.examples)]
    command += ["--phases", "examples,coverage,fuzzing,stateful", "--seed", str(chosen.seed)]
    command += ["--max-time", str(chosen.seconds)]
    environment = {**os.environ, "NO_COLOR": "1", STORE: str(folder / "otkuda.sqlite")}
    environment |= {"SCHEMATHESIS_HOOKS": "bench.api_session", "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))}
    done = subprocess.run(command, check=False, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    print(done.stdout)
    selected, tested = (re.search(rf"  {what}: +(\d+)", done.stdout) for what in ("Selected", "Tested"))
    is_all = selected and tested and selected[1] == tested[1]
    return done.returncode or (0 if is_all else 1)


if __name__ == "__main__":
    sys.exit(main())
