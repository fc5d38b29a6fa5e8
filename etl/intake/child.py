"""Bytes of a stranger → Sheet, read in a process that may die without harm.

Whatever a file does to the reader (fill the memory, never end, crash it), the answer is a
Sheet or a refusal, and this process lives on.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Thread, Timer

import etl
from etl.intake.sheet import UPLOAD, Limits, Sheet
from etl.intake.upload_problems import refusal
from etl.intake.wire import Garbled, sheet_of

MEMORY_MB = 256
PROCESSOR_SECONDS = 30
#: Longer than the processor time, for a machine that has other work.
WALL_SECONDS = 120
_MAX_ANSWER_BYTES = 64_000_000
#: As `worker.MEMORY_EXIT`, which is not imported here: its module confines its process.
_MEMORY_EXIT = 3
_HEAVY_EXITS = (_MEMORY_EXIT, -signal.SIGXCPU, -signal.SIGKILL)
TOO_HEAVY = "too_heavy"
#: Files read at the same time; the next one waits.
_SLOTS = BoundedSemaphore(4)


def read_sheet(data: bytes, name: str = "", limits: Limits = UPLOAD) -> Sheet:
    """Read an uploaded file. Raises Refused where it cannot be read as a table of text."""
    if len(data) > limits.bytes:
        raise refusal("file_size", limit=limits.bytes // 1_000_000)
    answer, ending = asked(command(limits), data)
    if ending == TOO_HEAVY:
        raise _too_heavy()
    if ending:
        raise refusal("file_unreadable", found=ending)
    try:
        return sheet_of(answer, name, hashlib.sha256(data).hexdigest())
    except Garbled as garbled:
        raise refusal("file_unreadable", found=str(garbled)) from None


def command(limits: Limits = UPLOAD) -> list[str]:
    """The command that reads one file."""
    sizes = json.dumps(asdict(limits))
    return [sys.executable, "-m", "etl.intake.worker", str(MEMORY_MB), str(PROCESSOR_SECONDS), sizes]


def environment() -> dict[str, str]:
    """Nothing of this process's own, where secrets may stand."""
    return {
        "PYTHONPATH": str(Path(etl.__file__).resolve().parents[1]),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def asked(program: Sequence[str], data: bytes) -> tuple[bytes, str]:
    """What a reading process answered, and how it ended where it did not end well: TOO_HEAVY
    beyond its limits of memory and time, else in words for an operator."""
    with _SLOTS:
        answer, exit_code = _ask(program, data, environment())
    if exit_code in _HEAVY_EXITS:
        return b"", TOO_HEAVY
    return answer, _ending(exit_code) if exit_code else ""


def in_child(module: str, data: bytes, megabytes: int, seconds: int) -> bytes:
    """What a module, run as a program under these limits, makes of bytes of a stranger; empty
    where it failed. It may write to a folder of its own, which goes with it."""
    program = [sys.executable, "-m", module, str(megabytes), str(seconds)]
    with _SLOTS, TemporaryDirectory() as scraps:
        answer, exit_code = _ask(program, data, environment() | {"TMPDIR": scraps})
    return answer if exit_code == 0 and len(answer) <= _MAX_ANSWER_BYTES else b""


def _ask(program: Sequence[str], data: bytes, variables: Mapping[str, str]) -> tuple[bytes, int]:
    """What the process answered, and how it ended; killed when it talks or takes too long."""
    with subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=variables,
        start_new_session=True,
    ) as process:
        alarm = Timer(WALL_SECONDS, _kill, [process])
        writer = Thread(target=_hand_over, args=[process, data], daemon=True)
        alarm.start()
        writer.start()
        try:
            answer = process.stdout.read(_MAX_ANSWER_BYTES + 1)
            if len(answer) > _MAX_ANSWER_BYTES:
                _kill(process)
            exit_code = process.wait()
        finally:
            _kill(process)
            writer.join()
            alarm.cancel()
    return answer, exit_code


def _hand_over(process: subprocess.Popen, data: bytes) -> None:
    with suppress(OSError):  # it died without reading all; how is seen by its exit
        process.stdin.write(data)
    with suppress(OSError):
        process.stdin.close()


def _kill(process: subprocess.Popen) -> None:
    """End the process and whatever it may have started, if it has not ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _too_heavy() -> Exception:
    return refusal("file_too_heavy", memory=MEMORY_MB, seconds=PROCESSOR_SECONDS)


def _ending(exit_code: int) -> str:
    return signal.Signals(-exit_code).name if exit_code < 0 else f"exit {exit_code}"
