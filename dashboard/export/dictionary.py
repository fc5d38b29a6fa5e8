"""The data dictionary: what each column of an exported table means.

Names and codes are those of `etl/vocabulary.py`, as `columns` takes them from there; the words
stand in `text/data.*.toml` and, for the codes, where the pages have them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from dashboard.export.columns import Column
from dashboard.wording import Words


class Entry(NamedTuple):
    """One column in words; `codes` is empty unless its values are of a closed list."""

    column: str
    name: str
    meaning: str
    values: str
    unit: str
    codes: str


def entries(columns: Iterable[Column], words: Words) -> list[Entry]:
    """The columns in words, in their order."""
    return [
        Entry(
            column.name,
            label(column, words),
            meaning(column, words),
            words(f"column_kind.{column.kind}"),
            words(f"column_unit.{column.unit}") if column.unit else "",
            _codes(column, words),
        )
        for column in columns
    ]


def label(column: Column, words: Words) -> str:
    """The column's name as people read it."""
    if column.word_of:
        return words("column_word.name", column=words(f"column.{column.word_of}.name"))
    return words(f"column.{column.name}.name")


def meaning(column: Column, words: Words) -> str:
    """What the column holds."""
    if column.word_of:
        return words("column_word.meaning", column=column.word_of)
    return words(f"column.{column.name}.meaning")


def headings(words: Words) -> list[str]:
    """The columns of the dictionary itself."""
    return [words(f"dictionary.{name}") for name in Entry._fields]


def _codes(column: Column, words: Words) -> str:
    pairs = (words("dictionary.code", code=code, word=words(key)) for code, key in (column.terms or {}).items())
    return words("dictionary.between").join(pairs)

