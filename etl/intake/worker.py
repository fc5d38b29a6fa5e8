"""Reads one file in a process of its own: bytes on standard input, JSON on standard output.

`python -m etl.intake.worker MEGABYTES SECONDS LIMITS`: the process may use so much memory
and processor time, may write no file and leaves no core dump. It ends with 0 when it has
answered, MEMORY_EXIT when memory ran out, and otherwise in whatever way it died.

Only what reading needs is imported: it starts anew for every upload.
"""

import json
import resource
import sys

from defusedxml.common import DTDForbidden

from etl.decode import decode
from etl.intake.sheet import Limits
from etl.intake.wire import answer_of, refusal_of
from etl.intake.xml_part import PartHandler, StrictParser
from etl.problems import Refused

MEMORY_EXIT = 3


def main() -> int:
    """Read standard input as one file and answer."""
    megabytes, seconds = int(sys.argv[1]), int(sys.argv[2])
    limits = Limits(**json.loads(sys.argv[3]))
    confine(megabytes, seconds)
    _assert_document_types_are_refused()
    try:
        answer = _answer(sys.stdin.buffer.read(limits.bytes + 1), limits)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except MemoryError:
        return MEMORY_EXIT
    return 0


def _answer(data: bytes, limits: Limits) -> bytes:
    try:
        return answer_of(decode(data, limits=limits))
    except Refused as refused:
        return refusal_of(refused.problems)


def confine(megabytes: int, seconds: int, file_bytes: int = 0) -> None:
    """Limits that the process cannot lift again; it may write files of that size at most."""
    for kind, most in (
        (resource.RLIMIT_AS, megabytes * 1_000_000),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _assert_document_types_are_refused() -> None:
    """Without this guard a document type could make a small file large, or read others."""
    try:
        StrictParser(PartHandler()).feed(b"<!DOCTYPE a><a/>")
    except DTDForbidden:
        return
    raise RuntimeError("document types are not refused")


if __name__ == "__main__":
    sys.exit(main())
