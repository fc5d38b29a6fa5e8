"""Contacts: whom to call, nearest first, and every fault of the file at its row and column."""

import pytest

from etl.problems import Refused
from etl.registers.contacts import contact_problems, load_contacts, read_contacts
from etl.workspace import Workspace
from tests.register_files import contents, places

PARENTS = {"330000": "", "330500": "330000", "330502": "330500", "370000": "", "370100": "370000"}
HEADER = "unit,region_code,name,phone,note\n"


def contacts(*rows: str):
    return read_contacts((HEADER + "\n".join(rows)).encode(), PARENTS)


def names(found) -> list[str]:
    return [contact.name for contact in found]


def faults(*rows: str, header: str = HEADER) -> list[tuple]:
    with pytest.raises(Refused) as refused:
        read_contacts((header + "\n".join(rows)).encode(), PARENTS)
    for problem in refused.value.problems:
        assert problem.message("zh") and problem.message("en")
    return places(refused.value.problems)


LISTED = contacts(
    "商务局,330500,市里,0572-1000,",
    "商务局,330502,区里甲,0572-2000,",
    "商务局,330502,区里乙,0572-2001,",
    "商务厅,330000,省里,0571-3000,",
    "商务厅,,全国,010-4000,",
    "商务厅,370000,外省,0531-5000,",
)


@pytest.mark.parametrize(
    ("unit", "region_code", "expected"),
    [
        ("商务局", "330502", ["区里甲", "区里乙"]),  # the region's own, all of them
        ("商务局", "330500", ["市里"]),
        ("商务厅", "330502", ["省里"]),  # the province of the county
        ("商务厅", "330000", ["省里"]),
        ("商务厅", "370100", ["外省"]),
        ("商务厅", "320700", ["全国"]),  # a region the list does not name
        ("商务局", "370100", []),  # never the office of another place
        ("海关", "330500", []),
    ],
)
def test_the_nearest_region_wins(unit, region_code, expected):
    assert names(LISTED.of(unit, region_code)) == expected


def test_a_county_without_own_contacts_is_answered_by_its_city():
    assert names(contacts("商务局,330500,市里,0572-1000,").of("商务局", "330502")) == ["市里"]


def test_units_are_listed_once():
    assert LISTED.units() == ("商务局", "商务厅")


@pytest.mark.parametrize("phone", ["0571-88880000转8012", "+86 571 8888 0000", "13800000000", "8012", "（0571）88880000、88880001", "0571-88880000 ext 8012"])
def test_telephone_numbers_as_people_write_them(phone):
    assert contacts(f"商务局,330500,甲,{phone},").listed[0].phone == phone


@pytest.mark.parametrize("phone", ["1.38E+10", "无", "-", "call me", "12", "=1+1", "见附件"])
def test_what_is_no_telephone_number(phone):
    assert faults(f"商务局,330500,甲,{phone},") == [("bad_phone", "contacts.csv", 2, "phone")]


def test_every_fault_is_told_at_once():
    assert faults("商务局,339999,甲,0571-1,", ",330500,乙,8012,", "海关,330500,,,无人", "税务局,,丙,8012,", "税务局,,丙,8012,") == [
        ("unknown_region", "contacts.csv", 2, "region_code"),
        ("missing_value", "contacts.csv", 3, "unit"),
        ("empty_contact", "contacts.csv", 4, "name"),
        ("doubled_contact", "contacts.csv", 6, "unit"),
    ]


def test_the_header_is_checked_like_that_of_a_register():
    assert faults("商务局,330500,甲,8012", header="unit,region_code,name,tel\n") == [
        ("missing_column", "contacts.csv", 1, "phone")
    ]
    assert faults("商务局,330500,甲,8012", header="unit,region,name,phone\n") == [
        ("missing_column", "contacts.csv", 1, "region_code")
    ]


def test_a_note_may_be_absent():
    assert read_contacts(b"unit,region_code,name,phone\nA,,B,8012\n", PARENTS).listed[0].note == ""


def test_a_workspace_without_the_file_has_none(tmp_path):
    assert load_contacts(Workspace(tmp_path), PARENTS).of("商务局", "330500") == ()
    assert contact_problems(Workspace(tmp_path)) == []


def test_contacts_are_no_register(tmp_path):
    """They must not reach the ledger, which forgets nothing, nor a warehouse."""
    (tmp_path / "contacts.csv").write_text(HEADER + "商务局,,甲,8012,\n", encoding="utf-8")
    assert Workspace(tmp_path).register_contents() == {}


def test_faults_are_found_against_the_regions_of_the_workspace(tmp_path):
    for name, content in contents().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "contacts.csv").write_text(HEADER + "商务局,330502,甲,8012,\n商务局,339999,乙,8012,\n", encoding="utf-8")
    assert places(contact_problems(Workspace(tmp_path))) == [("unknown_region", "contacts.csv", 3, "region_code")]
