"""Reads one plan file in a process of its own: bytes on standard input, JSON on standard output.

`python -m etl.extract.worker MEGABYTES SECONDS`: limits and manners are those of the reader of
uploads (`etl.intake.worker`).
"""

import json
import sys

from etl.extract.formats.kind import kind_of
from etl.extract.plan_problems import of_upload, refusal
from etl.extract.source import MAX_BYTES, MAX_CHARS
from etl.intake.encoding import decode_text
from etl.intake.worker import MEMORY_EXIT, confine
from etl.problems import Problem, Refused

_MAX_NULS = 100
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def main() -> int:
    """Read standard input as one file and answer."""
    confine(int(sys.argv[1]), int(sys.argv[2]))
    try:
        answer = answer_to(sys.stdin.buffer.read(MAX_BYTES + 1))
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except MemoryError:
        return MEMORY_EXIT
    return 0


def answer_to(data: bytes) -> dict[str, object]:
    """The text of a file, or the name of its refusal with the characters found."""
    try:
        form, encoding, text = read_bytes(data)
        if not text.strip():
            raise refusal("empty")
        if len(text) > MAX_CHARS:
            raise refusal("too_long", str(len(text)))
        return {"format": form, "encoding": encoding, "text": text}
    except Refused as refused:
        return {"refused": _named(refused.problems)}


def read_bytes(data: bytes) -> tuple[str, str, str]:
    """Format, encoding (empty where the format has its own) and text; raises Refused."""
    if len(data) > MAX_BYTES:
        raise refusal("size")
    if not data.strip():
        raise refusal("empty")
    form = kind_of(data)
    if form == "docx":
        from etl.extract.formats.docx import read_docx

        return form, "", read_docx(data)
    if form == "pdf":
        from etl.extract.formats.pdf import read_pdf

        return form, "", read_pdf(data)
    if data.count(0) > _MAX_NULS and not data.startswith(_UTF16_MARKS):
        raise refusal("binary", f"NUL × {data.count(0)}")
    text, encoding = decode_text(data)
    if form == "txt":
        return form, encoding, text
    from etl.extract.formats.html import read_html

    return form, encoding, read_html(text)


def _named(problems: list[Problem]) -> list[str]:
    first = problems[0]
    if first.code.startswith("plan."):
        return [first.code.removeprefix("plan."), first.found]
    return list(of_upload(problems))


if __name__ == "__main__":
    sys.exit(main())
