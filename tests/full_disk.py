"""A disk that is really full, in a process of its own; what it did comes back as JSON.

    answers = on_a_small_disk(PROGRAM, tmp_path, made)         # a file system of a few MB, mounted for it alone
    answers = run(PROGRAM, tmp_path, made, limit=1_000_000)    # no file may grow beyond this

The program finds a copy of the workspace `made` in `work`, fills `answers`, and calls `full()`
and `empty()` to use up the room and to give it back.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_FRAME = """
import json, os, resource, shutil, sys
from pathlib import Path

folder, limit, answers = Path(sys.argv[1]), int(sys.argv[3]), {}
ballast, work = folder / "ballast", folder / "work"
shutil.copytree(sys.argv[2], work)

def full(left_bytes=200_000):
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        return
    with open(ballast, "wb") as file:
        file.truncate(0)
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - left_bytes)

def empty():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    ballast.unlink(missing_ok=True)

"""


def run(program: str, folder: Path, made: Path, limit: int = 0, prefix: tuple[str, ...] = ()) -> dict:
    """What the program left in `answers`."""
    source = f"{_FRAME}{program}\nprint(json.dumps(answers))\n"
    command = [*prefix, sys.executable, "-c", source, str(folder), str(made), str(limit)]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def on_a_small_disk(program: str, folder: Path, made: Path, megabytes: int = 40) -> dict:
    """The same on a file system of its own; skips where nobody may mount one."""
    inside = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = f"mount -t tmpfs -o size={megabytes}m tmpfs {folder} &&"
    if subprocess.run([*inside, f"{mount} true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a file system of their own")
    return run(program, folder, made, prefix=(*inside, f'{mount} exec "$@"', "sh"))
