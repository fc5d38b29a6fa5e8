"""The catalogue of everything that can be wrong with a plan file.

The words stand under `[plan]` in `messages/zh.toml` and `messages/en.toml`.
"""

from collections.abc import Iterable
from types import MappingProxyType

from etl.problems import Problem, Refused

#: Code → coarse topic, as in the catalogue of uploads.
CATALOGUE = {
    "size": "file_size",
    "type": "file_type",
    "old_word": "file_type",
    "encrypted": "encrypted",
    "corrupt": "corrupt",
    "inflated": "zip_bomb",
    "doctype": "xml",
    "entry": "security",
    "heavy": "file_size",
    "unreadable": "corrupt",
    "binary": "binary",
    "encoding": "encoding",
    "empty": "empty",
    "scanned": "empty",
    "too_long": "too_long",
    "too_many": "too_long",
}
#: What the readers shared with uploads call these faults.
OF_UPLOAD = {
    "file_size": "size", "file_type": "type", "file_xls": "type", "file_html": "type", "file_xml_2003": "type",
    "file_other_sheet": "type", "file_macro": "type", "file_encrypted": "encrypted", "file_corrupt": "corrupt",
    "file_inflated": "inflated", "file_doctype": "doctype", "file_entry": "entry", "file_binary": "binary",
    "encoding_utf32": "encoding", "encoding_unknown": "encoding", "encoding_mixed": "encoding", "encoding_cut": "encoding",
}  # fmt: skip


def plan_problem(name: str, found: str = "", **needed: object) -> Problem:
    """One problem of the catalogue."""
    return Problem(f"plan.{name}", CATALOGUE[name], found=found, needed=MappingProxyType(needed))


def refusal(name: str, found: str = "", **needed: object) -> Refused:
    """One problem that leaves nothing of a file to read, ready to be raised."""
    return Refused([plan_problem(name, found, **needed)])


def of_upload(problems: Iterable[Problem]) -> tuple[str, str]:
    """Name and found characters of what a shared reader refused, in the words of this catalogue."""
    first = next(iter(problems))
    return OF_UPLOAD.get(first.code.removeprefix("upload."), "corrupt"), first.found
