"""Records of the registers by the codes and names that people write."""

from collections.abc import Iterable
from typing import TypeVar

from etl.intake.cells import matching

T = TypeVar("T")


def by_name(records: Iterable[T], *columns: str) -> dict[str, list[T]]:
    """The records under whatever stands in these columns, as `etl.intake.cells.matching` compares
    names; under a name that several records share are all of them."""
    names: dict[str, list[T]] = {}
    for record in records:
        for name in {matching(getattr(record, column)) for column in columns} - {""}:
            names.setdefault(name, []).append(record)
    return names
