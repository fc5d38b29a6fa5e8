"""One figure in every state in which it is not public, each with digits of its own, and where these
turn up in what was sent.

    scene = Scene(Workspace(root))
    release_one(scene)                       # what the public sees from here on
    before = ...
    file_in_every_state(scene)               # must change nothing for the public
    assert states_in(text) == []
"""

import re
from decimal import Decimal

from tests.release_scene import Scene, figure

PROVINCE, CITY, OTHER_CITY = "990000", "990100", "990200"
RELEASED = "7391274163.7"
SECRET = {
    "superseded": "6482913574.1",
    "withdrawn": "5573829146.2",
    "revised": "4664738291.3",
    "other quarter": "3755647382.4",
    "pending": "2846556473.5",
    "returned": "1937465564.6",
}
#: Those that whoever sees accepted figures finds, or a search proves nothing.
ACCEPTED = {"superseded", "withdrawn", "revised", "other quarter"}
#: What stands beside them: a source, why one was withdrawn, why one was sent back.
WORDS = ("未公开来源", "撤回缘由", "退回缘由")


def told(value: str, quarter: str = "2025Q4", **cells):
    """One figure of the city."""
    return figure(value, quarter, CITY, metric="export_value", **cells)


def release_one(scene: Scene) -> None:
    """Accept one figure and release its quarter."""
    scene.accept(told(RELEASED))
    scene.release(province=PROVINCE)


def file_in_every_state(scene: Scene) -> None:
    """Accept, revise, withdraw, send back and leave waiting, after the release."""
    scene.accept(told(SECRET["superseded"]))
    scene.accept(told(SECRET["revised"], source=WORDS[0]), told(SECRET["other quarter"], "2026Q1", row=3, yoy=Decimal(900)))
    scene.withdraw(scene.accept(told(SECRET["withdrawn"], "2025Q2")), WORDS[1])
    scene.send_back(scene.file(told(SECRET["returned"])), WORDS[2])
    scene.file(told(SECRET["pending"]))


def states_in(text: str) -> list[str]:
    """States of the secret figures whose leading digits stand in a text, however they are written."""
    digits = re.sub(r"(?<=\d)[,.](?=\d)", "", text)
    return [state for state, value in SECRET.items() if value.replace(".", "")[:8] in digits]
