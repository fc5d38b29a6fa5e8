"""How long and how much memory `gap_as_of` takes beside the latest version per key."""

from pathlib import Path

from etl.period import Period
from etl.warehouse import gap_rows, open_file
from measure import best_seconds, peak_memory_gb

AS_OF = "2025Q4"
#: Before the last quarter was reported and revised: nearly all rows count, none is current.
KNOWN_AT = "2025-12-31 23:59:59"

_YARDSTICK = (Path(__file__).parent / "sql" / "latest_version.sql").read_text(encoding="utf-8")


def gap_seconds(warehouse: Path, repeats: int) -> dict[str, float]:
    """Seconds of the yardstick and of all gaps, fetched whole, by `known_at` set or not."""
    with open_file(warehouse) as connection:

        def yardstick(known_at: str | None):
            connection.sql(_YARDSTICK, params={"known_at": known_at}).fetchall()

        def gaps(known_at: str | None):
            question = {"as_of": AS_OF, "known_at": known_at}
            connection.sql("from gap_as_of($as_of, $known_at)", params=question).to_arrow_table()

        return best_seconds(
            {
                "yardstick": lambda: yardstick(None),
                "gaps": lambda: gaps(None),
                "yardstick known_at": lambda: yardstick(KNOWN_AT),
                "gaps known_at": lambda: gaps(KNOWN_AT),
            },
            repeats,
        )


def gap_memory_gb(warehouse: Path) -> tuple[float, int]:
    """Peak memory of a process that fetches every gap as Python rows; how many those are."""
    with open_file(warehouse) as connection:
        count = len(gap_rows(connection, Period.parse(AS_OF)))
    return peak_memory_gb(), count

