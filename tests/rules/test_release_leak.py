"""No figure that was not released stands in the public file: in no table, in no byte, in no gap.

Each figure below has digits that occur nowhere else. Beside the released one there is one in
every state a figure can be in without being public; the internal file must hold the accepted ones,
or the search would prove nothing.
"""

from datetime import datetime
from decimal import Decimal

import pytest

from etl.period import Period
from etl.vocabulary import Nature
from etl.warehouse import Audience, gaps, open_warehouse, refresh
from tests.release_scene import OTHER_CITY, Scene, figure, write_workspace

RELEASED = "7391274163.7"
SECRET = {
    "superseded": "6482913574.1",
    "withdrawn": "5573829146.2",
    "revised_later": "4664738291.3",
    "other_quarter": "3755647382.4",
    "pending": "2846556473.5",
    "returned": "1937465564.6",
    "taken_back": "8218374655.7",
    "growth": "9129283746.8",
}
#: Of these the internal warehouse holds every version.
ACCEPTED = ("superseded", "withdrawn", "revised_later", "other_quarter", "taken_back", "growth")
WORDS = ("说明：甲乙丙丁", "退回缘由戊己", "撤回缘由庚辛", "未公开来源壬癸")


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    made = Scene(write_workspace(tmp_path_factory.mktemp("leak") / "work", "湖州,trade_value,2024,4,100,亿元\n"))
    made.accept(figure(SECRET["superseded"], note=WORDS[0]))
    made.accept(figure(SECRET["taken_back"], nature=Nature.WITHDRAWN, region_code=OTHER_CITY))
    made.accept(figure(RELEASED, note=WORDS[0]))
    made.withdraw(made.accept(figure(SECRET["withdrawn"])), WORDS[2])
    made.send_back(made.file(figure(SECRET["returned"])), WORDS[1])
    made.release()
    made.accept(
        figure(SECRET["revised_later"], source=WORDS[3]),
        figure(SECRET["other_quarter"], "2026Q1", row=3, yoy=Decimal(SECRET["growth"])),
    )
    made.file(figure(SECRET["pending"]))
    for audience in Audience:
        refresh(made.workspace, audience)
    return made


def cells(scene: Scene, audience: Audience) -> set[str]:
    """Every cell of every table and view of a file, as text."""
    found = set()
    with open_warehouse(scene.workspace, audience) as connection:
        for (table,) in connection.execute("select table_name from information_schema.tables").fetchall():
            cursor = connection.execute(f"select columns(*)::varchar from {table}")
            found |= {cell for row in cursor.fetchall() for cell in row if cell}
    return found


def test_no_cell_of_the_public_file(scene):
    text = "\n".join(cells(scene, Audience.PUBLIC))
    assert RELEASED in text
    assert [state for state, value in SECRET.items() if value in text] == []
    assert [word for word in WORDS if word in text] == []
    assert "S000" not in text and "reporter" not in text


def test_the_internal_file_holds_what_was_accepted(scene):
    text = "\n".join(cells(scene, Audience.SIGNED_IN))
    assert [state for state in ACCEPTED if SECRET[state] not in text] == []
    assert SECRET["pending"] not in text and SECRET["returned"] not in text


def test_no_byte_of_the_public_file(scene):
    """As text, and as the whole number of its tenth decimal place, which is how a figure is stored."""
    content = scene.workspace.public_warehouse.read_bytes()
    for value in SECRET.values():
        assert value.encode() not in content
        assert int(Decimal(value).scaleb(10)).to_bytes(16, "little") not in content
    for word in WORDS:
        assert word.encode() not in content


@pytest.mark.parametrize("known_at", [None, datetime(2001, 1, 1), datetime(2999, 1, 1)])
@pytest.mark.parametrize("as_of", ["2025Q4", "2026Q1", "2026Q2"])
def test_no_gap_of_the_public(scene, as_of, known_at):
    text = repr(gaps(scene.workspace, Period.parse(as_of), known_at, Audience.PUBLIC))
    assert RELEASED in text
    assert [state for state, value in SECRET.items() if value.split(".")[0] in text] == []


def test_the_public_file_is_what_it_would_be_without_them(scene, tmp_path):
    """Row for row the file of a workspace in which only the released figure was ever filed."""
    bare = Scene(write_workspace(tmp_path / "work", "湖州,trade_value,2024,4,100,亿元\n"))
    bare.accept(figure(RELEASED))
    bare.release()
    assert _rows(scene) == _rows(bare)


def _rows(scene: Scene) -> dict[str, list[tuple]]:
    """Everything but when a figure became known, which is the time of the release."""
    with open_warehouse(scene.workspace, Audience.PUBLIC) as connection:
        names = connection.execute("select table_name from duckdb_tables() where table_name <> 'meta'").fetchall()
        query = "select columns(lambda c: c not in ('known_from', 'standing_from', 'standing_until')) from {} order by all"
        return {name: connection.execute(query.format(name)).fetchall() for (name,) in names}
