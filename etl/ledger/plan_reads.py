"""`PlanReads`: what may be asked of the ledger about plans and the registers they changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from etl.ledger import plans, register_versions
from etl.ledger.plan_records import PlanIntake


class PlanReads:
    """A part of `LedgerReads`, which provides `place` and `_reading`."""

    place: str

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        raise NotImplementedError
        yield

    def plan_intakes(self, document_id: str | None = None) -> list[PlanIntake]:
        """What was decided on a plan, or on all plans, batch by batch in order."""
        with self._reading() as connection:
            return plans.intakes(connection, document_id)

    def plans_decided_on(self) -> set[str]:
        """Every plan on which anything was decided."""
        with self._reading() as connection:
            return plans.decided_on(connection)

    def plan(self, plan_sha256: str) -> bytes:
        """The bytes of a plan that was taken in; empty where they were purged."""
        with self._reading() as connection:
            return plans.plan_bytes(connection, plan_sha256, self.place)

    def plans_kept(self, document_id: str) -> set[str]:
        """Which files of a plan, by SHA-256, still have their bytes."""
        with self._reading() as connection:
            return plans.kept(connection, document_id)

    def register_content(self, name: str) -> bytes | None:
        """The latest recorded content of a register or of the list of quantities."""
        with self._reading() as connection:
            return register_versions.latest(connection, name)

    def registers_given(self) -> dict[str, int]:
        """Registers whose latest version an act on a plan gave them, with its sequence number."""
        with self._reading() as connection:
            return register_versions.last_given(connection)

    def contents_replaced(self, name: str) -> dict[int, bytes | None]:
        """What a register held before the acts on plans that last gave it its content, by
        sequence number, latest first; None = there was no such file."""
        with self._reading() as connection:
            return register_versions.replaced(connection, name)

    def registers_found(self, name: str) -> dict[str, int]:
        """The versions of a register that were found in its file, not given by an act on a plan:
        hash and sequence number of the act that recorded each, in order."""
        with self._reading() as connection:
            return register_versions.found_in_file(connection, name)

    def register_version(self, sequence: int) -> bytes:
        """The content that one version of a register recorded; empty where the file was removed."""
        with self._reading() as connection:
            return register_versions.content_at(connection, sequence)

    def targets_named(self) -> set[str]:
        """Every target that a decision on any plan names."""
        with self._reading() as connection:
            return plans.targets_named(connection)
