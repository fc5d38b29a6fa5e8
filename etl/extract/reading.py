"""Bytes of a plan file → SourceText, read in a process that may die without harm."""

import hashlib
import json
import sys

from etl.extract.plan_problems import CATALOGUE, refusal
from etl.extract.source import MAX_BYTES, MAX_CHARS, SourceText
from etl.intake.child import TOO_HEAVY, asked

#: A PDF's fonts and pages take more room than the cells of a workbook.
MEMORY_MB = 512
PROCESSOR_SECONDS = 60
_FORMATS = ("txt", "html", "docx", "pdf")


def read_plan(data: bytes, name: str = "") -> SourceText:
    """Read a plan file. Raises Refused where it has no text that can be read."""
    if len(data) > MAX_BYTES:
        raise _refused("size")
    program = [sys.executable, "-m", "etl.extract.worker", str(MEMORY_MB), str(PROCESSOR_SECONDS)]
    answer, ending = asked(program, data)
    if ending:
        raise _refused("heavy" if ending == TOO_HEAVY else "unreadable", "" if ending == TOO_HEAVY else ending)
    try:
        told = json.loads(answer.decode("utf-8", "surrogatepass"))
        if "refused" in told:
            raise _refused(*map(str, told["refused"]))
        form, encoding, text = (str(told[key]) for key in ("format", "encoding", "text"))
        if form not in _FORMATS or len(text) > MAX_CHARS:
            raise ValueError(form)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refused("unreadable", type(error).__name__) from None
    return SourceText(name, form, encoding, hashlib.sha256(data).hexdigest(), text)


def _refused(name: str, found: str = "") -> Exception:
    """With the limits its message may name; an unknown name counts as an unreadable answer."""
    if name not in CATALOGUE:
        name, found = "unreadable", "?"
    needed = {
        "size": {"limit": MAX_BYTES // 1_000_000},
        "heavy": {"memory": MEMORY_MB, "seconds": PROCESSOR_SECONDS},
        "too_long": {"limit": MAX_CHARS},
    }
    return refusal(name, found[:80], **needed.get(name, {}))
