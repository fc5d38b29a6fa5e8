"""A workspace: one folder with registers, published figures and `var/`.

A process works on one workspace from start to end, so demonstration data can never
stand beside real data.
"""

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

#: Register files a workspace may hold; the first four are required.
REGISTER_FILES = ("regions.csv", "metrics.csv", "documents.csv", "targets.csv", "cuts.csv")
REQUIRED_REGISTERS = REGISTER_FILES[:4]
#: What upload headers and units may be called; a workspace without them uses the shipped ones.
LAYOUT_FILES = ("headers.csv", "units.csv")

#: Every quantity of the plan documents: which target it is, or why it is none; optional.
NUMBERS_FILE = "numbers.csv"

#: Whom to call about a responsible unit: the operator's own, optional, never public.
CONTACTS_FILE = "contacts.csv"

#: What the operator decides about checks and sign-offs; they change no figure that stands.
RULE_FILES = ("checks.csv", "settings.toml")

#: Its presence makes a workspace a demonstration; every output then says so.
DEMONSTRATION_MARK = "DEMONSTRATION"
#: Where the mark notes on which day the demonstration takes place.
_DAY = re.compile(r"\bday: (\d{4}-\d{2}-\d{2})$", re.ASCII | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Workspace:
    """Paths of one workspace. `root` is what `--data` names."""

    root: Path

    @property
    def actuals(self) -> Path:
        """Folder of published figures in the upload layout."""
        return self.root / "actuals"

    @property
    def var(self) -> Path:
        """Folder of what the program itself writes."""
        return self.root / "var"

    @property
    def contacts(self) -> Path:
        return self.root / CONTACTS_FILE

    @property
    def warehouse(self) -> Path:
        return self.var / "warehouse.duckdb"

    @property
    def public_warehouse(self) -> Path:
        """What whoever has not signed in may see, and nothing else."""
        return self.var / "public.duckdb"

    @property
    def ledger_url(self) -> str:
        """SQLAlchemy URL of the ledger: `GAP_TRACKER_LEDGER`, else SQLite inside the workspace.

        A demonstration always has its own, lest a trial upload reach a shared ledger.
        """
        own = f"sqlite:///{self.var / 'ledger.db'}"
        return own if self.is_demonstration else os.environ.get("GAP_TRACKER_LEDGER") or own

    @property
    def is_demonstration(self) -> bool:
        return (self.root / DEMONSTRATION_MARK).exists()

    @property
    def demonstration_day(self) -> date | None:
        """On which day a demonstration takes place, as its mark notes it; None where none is noted."""
        mark = self.root / DEMONSTRATION_MARK
        noted = _DAY.search(mark.read_text(encoding="utf-8", errors="replace")) if mark.is_file() else None
        return date.fromisoformat(noted[1]) if noted else None

    def register_contents(self) -> dict[str, bytes]:
        """Bytes of every register file present, by file name."""
        return self._contents(REGISTER_FILES)

    def layout_contents(self) -> dict[str, bytes]:
        """Bytes of the layout files present, by file name."""
        return self._contents(LAYOUT_FILES)

    def rule_contents(self) -> dict[str, bytes]:
        """Bytes of the rule files present, by file name."""
        return self._contents(RULE_FILES)

    def published_files(self) -> list[Path]:
        """Published figures in the order in which they are read: by file name."""
        return sorted(self.actuals.glob("*.csv"), key=lambda path: path.name)

    def _contents(self, names: tuple[str, ...]) -> dict[str, bytes]:
        paths = {name: self.root / name for name in names}
        return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}
