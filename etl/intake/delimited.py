"""A strict reader of delimited text.

The standard library's reader lets a bare quote inside an unquoted field through, which
silently moves figures into other columns. This one refuses every field that is not
either free of quotes or quoted from end to end, says in which row, and reads on where
the rows after it can still be told apart. Time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")
# possessive, so that a quote that never closes is found out in one pass
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_UNQUOTED = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Record:
    """One row as read. `fault` is a code of the upload catalogue or empty; `found` the
    characters around it. After a fault that may have swallowed rows `is_last` is set."""

    cells: tuple[str, ...]
    fault: str = ""
    found: str = ""
    is_last: bool = False


class TooWide(Exception):
    """A row has more cells than a sheet may have."""


def records(text: str, delimiter: str, max_cells: int) -> Iterator[Record]:
    """The rows of `text`, blank ones included; raises TooWide at a row of too many cells."""
    position = 0
    while position < len(text):
        line_end = _LINE_END.search(text, position)
        stop = line_end.start() if line_end else len(text)
        if text.find('"', position, stop) < 0:
            if text.count(delimiter, position, stop) >= max_cells:
                raise TooWide
            yield Record(tuple(text[position:stop].split(delimiter)))
            position = line_end.end() if line_end else stop
            continue
        record, position = _quoted_record(text, position, delimiter, max_cells)
        yield record
        if record.is_last:
            return


def _quoted_record(
    text: str, start: int, delimiter: str, max_cells: int
) -> tuple[Record, int]:
    """A row with at least one quote in it, and where the next row begins."""
    bare = re.compile(rf"[^\r\n{re.escape(delimiter)}]*")
    cells: list[str] = []
    position = start
    while True:
        if len(cells) >= max_cells:
            raise TooWide
        if text.startswith('"', position):
            match = _QUOTED.match(text, position)
            if match is None:
                return _fault("quote_open", text, position, is_last=True), len(text)
            cells.append(match[1].replace('""', '"'))
            fault = "quote_trailing"
        else:
            match = bare.match(text, position)
            cells.append(match[0])
            fault = "quote_bare" if '"' in match[0] else ""
        end = match.end()
        if fault == "quote_bare" or not _field_ends(text, end, delimiter):
            return _skip_line(text, start, position, end, fault)
        if text.startswith(delimiter, end):
            position = end + 1
            continue
        line_end = _LINE_END.match(text, end)
        return Record(tuple(cells)), line_end.end() if line_end else end


def _field_ends(text: str, position: int, delimiter: str) -> bool:
    return position == len(text) or text[position] in (delimiter, "\r", "\n")


def _skip_line(text: str, start: int, field: int, end: int, fault: str) -> tuple[Record, int]:
    """The faulty row, read to the end of its line. If it already spans lines, a quote of
    another row may have closed it: then no later row has a reliable number."""
    line_end = _LINE_END.search(text, end)
    stop = line_end.end() if line_end else len(text)
    spans_lines = _LINE_END.search(text, start, end) is not None
    return _fault(fault, text, field, spans_lines), stop


def _fault(name: str, text: str, field: int, is_last: bool = False) -> Record:
    return Record((), name, _UNQUOTED.match(text, field, field + 40)[0], is_last)
