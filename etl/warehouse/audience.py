"""For whom a warehouse is: two audiences, two files."""

from enum import StrEnum
from pathlib import Path

from etl.workspace import Workspace


class Audience(StrEnum):
    """Who reads. What one audience may not see is not in its file."""

    SIGNED_IN = "signed_in"  # 已登录: every accepted figure, as known at any time
    PUBLIC = "public"  # 公众: published figures and those of released quarters

    def warehouse(self, workspace: Workspace) -> Path:
        """The file this audience reads."""
        return workspace.public_warehouse if self is Audience.PUBLIC else workspace.warehouse
