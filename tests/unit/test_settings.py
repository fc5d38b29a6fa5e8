"""`settings.toml` of a workspace."""

from dataclasses import fields
from pathlib import Path

import pytest

from etl.problems import Refused
from etl.settings import Settings, read_settings


def test_without_a_file_the_defaults_count(tmp_path):
    assert read_settings(tmp_path) == Settings()


def test_what_is_set_counts(tmp_path):
    (tmp_path / "settings.toml").write_text("sign_offs = 3\nis_public = false\n", encoding="utf-8")
    assert read_settings(tmp_path) == Settings(sign_offs=3, is_public=False)


@pytest.mark.parametrize(
    "text, codes",
    [
        ("sign_off = 2\nis_public = 1\nsign_offs = 4", ["settings.unknown", "settings.kind", "settings.range"]),
        ("sign_offs = true", ["settings.kind"]),
        ("sign_offs = ", ["settings.unreadable"]),
        ("idle_minutes = 0", ["settings.range"]),
        ('first_quarter = "2026"', ["settings.quarter"]),
        ('palette = "rainbow"', ["settings.palette"]),
        ("palette = 1", ["settings.kind"]),
        ("issuer = 1", ["settings.kind"]),
        ('issuer = "云岭省\\n商务厅"', ["settings.line"]),
        ('issuer = "云岭省\\u202e商务厅"', ["settings.line"]),
        (f'issuer = "{"省" * 61}"', ["settings.line"]),
        (f'addressee = "{"市" * 201}"', ["settings.line"]),
    ],
)
def test_every_fault_is_told_in_words(tmp_path, text, codes):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_settings(tmp_path)
    assert [problem.code for problem in refused.value.problems] == codes
    assert all("settings.toml" in problem.message(lang) for problem in refused.value.problems for lang in ("zh", "en"))


def test_who_issues_and_who_is_addressed_stand_as_written(tmp_path):
    (tmp_path / "settings.toml").write_text('issuer = "云岭省商务厅"\naddressee = "各市人民政府，　省直有关部门"\n', encoding="utf-8")
    assert read_settings(tmp_path) == Settings(issuer="云岭省商务厅", addressee="各市人民政府，　省直有关部门")


def test_the_names_of_a_province_do_not_head_the_bulletin_of_a_city(tmp_path):
    text = 'issuer = "云岭省商务厅"\naddressee = "各市人民政府"\n[bulletin.990100]\nissuer = "澜江市商务局"\n[bulletin.990000]\naddressee = "各市"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    settings = read_settings(tmp_path)
    assert settings.bulletin_names("990000", is_top=True) == ("990000", "云岭省商务厅", "各市")
    assert settings.bulletin_names("980000", is_top=True) == ("980000", "云岭省商务厅", "各市人民政府")
    assert settings.bulletin_names("990100", is_top=False) == ("990100", "澜江市商务局", "")
    assert settings.bulletin_names("990200", is_top=False) == ("990200", "", "")


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("bulletin = 1", "bulletin", "settings.kind"),
        ('[bulletin]\n330500 = "市商务局"', "bulletin.330500", "settings.kind"),
        ('[bulletin.330500]\nissued = "市商务局"', "bulletin.330500.issued", "settings.unknown"),
        ('[bulletin.330500]\nissuer = "市\\n商务局"', "bulletin.330500.issuer", "settings.line"),
        ("[bulletin.330500]\naddressee = 1", "bulletin.330500.addressee", "settings.kind"),
    ],
)
def test_a_fault_in_the_names_of_a_region_says_where_it_stands(tmp_path, text, column, code):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_settings(tmp_path)
    assert [(problem.code, problem.column) for problem in refused.value.problems] == [(code, column)]
    assert all(column in problem.message(lang) for problem in refused.value.problems for lang in ("zh", "en"))


@pytest.mark.parametrize("guide", ["accounts.zh.md", "accounts.en.md"])
def test_the_guide_names_every_setting_with_its_default(guide):
    text = (Path(__file__).parents[2] / "docs" / guide).read_text(encoding="utf-8")
    blank = "空" if "zh" in guide else "empty"
    for one in fields(Settings):
        default = blank if one.default in ("", ()) else str(one.default).lower()
        assert f"| `{one.name}` | {default} |" in text
