"""Words, colours and units of the pages agree with the code and the registers."""

import csv
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard import formats, theme
from dashboard.findings.selection import OTHER_FAMILY
from dashboard.findings.formula import GEOMETRIC
from dashboard.wording import LANGUAGES, templates
from etl import vocabulary
from etl.settings import Settings
from etl.vocabulary import Basis, Kind
from etl.workspace import REGISTER_FILES, RULE_FILES

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "dashboard"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PAGES.rglob("*.py")))
CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_both_languages_have_the_same_keys_and_placeholders():
    chinese, english = (templates(lang) for lang in LANGUAGES)
    assert set(chinese) == set(english)
    for key in chinese:
        assert _placeholders(chinese[key]) == _placeholders(english[key]), key


def _placeholders(template: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", template))


def test_no_list_offers_to_select_all_in_words_that_cannot_be_ours():
    calls = re.findall(r"st\.multiselect\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", SOURCES)
    assert len(calls) == SOURCES.count("st.multiselect(") >= 4
    assert [one for one in calls if "select_all=False" not in one] == []


def test_english_texts_hold_no_chinese():
    assert not [key for key, text in templates("en").items() if CHINESE.search(text)]


@pytest.mark.parametrize(
    ("prefix", "terms"),
    [
        ("performance", vocabulary.Performance),
        ("reason", vocabulary.Reason),
        ("basis", vocabulary.Basis),
        ("comparator", vocabulary.Comparator),
        ("obligation", vocabulary.Obligation),
        ("scope", vocabulary.Scope),
        ("kind", vocabulary.Kind),
        ("counting", vocabulary.Counting),
        ("nature", vocabulary.Nature),
        ("confidence", vocabulary.Confidence),
        ("document_status", vocabulary.DocumentStatus),
        ("level", vocabulary.Level),
        ("commitment", vocabulary.Basis),
        ("allocation", vocabulary.Allocation),
        ("agreement", vocabulary.Agreement),
        ("conflict", vocabulary.Conflict),
        ("conflict_said", vocabulary.Conflict),
        ("setting", (one.name for one in fields(Settings))),
        ("register_file", (Path(name).stem for name in (*REGISTER_FILES, *RULE_FILES))),
        ("family", (*vocabulary.Family, OTHER_FAMILY)),
    ],
)
def test_every_term_has_a_word(prefix, terms):
    assert {f"{prefix}.{term}" for term in terms} <= set(templates("zh"))


def test_every_allowed_kind_and_basis_has_its_rule_for_the_actual():
    levels = {(kind, basis) for kind in ("stock",) for basis in (Basis.LEVEL, *GEOMETRIC)}
    others = {(Kind.FLOW, Basis.INCREMENT), (Kind.FLOW, Basis.EVERY_YEAR), (Kind.STOCK, Basis.INCREMENT)}
    others |= {(Kind.STOCK, Basis.EACH_SUBREGION), (Kind.RATE, Basis.LEVEL), (Kind.RATE, Basis.EACH_SUBREGION)}
    assert {f"formula.actual_{kind}_{basis}.rule" for kind, basis in levels | others} <= set(templates("zh"))


def test_every_key_named_in_the_code_exists():
    named = set(re.findall(r'words(?:\.md)?\(\s*"([a-z_.]+)"', SOURCES))
    assert named, "the pattern finds the calls"
    assert named <= set(templates("zh"))


def test_every_text_is_used():
    fixed = set(re.findall(r'''["']([\w.]+)(?=["'])''', SOURCES))
    built = set(re.findall(r'''f["']([a-z_.]+)\{''', SOURCES))
    left = {key for key in set(templates("zh")) - fixed if not key.startswith(tuple(built))}
    assert not {key for key in left if not key.startswith("formula.")}


def test_the_configuration_repeats_the_colours_of_the_theme():
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, (color, background, text) in theme.COLORS.items():
        assert configured[f"{name}Color"] == color
        assert configured[f"{name}BackgroundColor"] == background
        assert configured[f"{name}TextColor"] == text
    assert configured["primaryColor"] == theme.PRIMARY
    assert configured["textColor"] == theme.TEXT


def test_every_class_has_a_look_and_no_two_look_alike():
    assert set(theme.LOOKS) == set(vocabulary.Performance)
    assert len({look.symbol for look in theme.LOOKS.values()}) == len(theme.LOOKS)


def test_absence_of_data_is_grey():
    calm = (vocabulary.Performance.NOT_ASSESSABLE, vocabulary.Performance.AWAITING_FINAL)
    assert {theme.LOOKS[performance].name for performance in calm} == {"gray"}


def test_the_server_admits_this_machine_only():
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert configured["server"]["address"] == "127.0.0.1"
    assert configured["server"]["maxUploadSize"] == 10
    assert configured["server"]["enableXsrfProtection"] and configured["server"]["enableCORS"]
    assert configured["server"]["enableAgentApi"] is False
    assert configured["client"] == {
        "showErrorDetails": "none",
        "showErrorLinks": False,
        "toolbarMode": "viewer",
        "disableDataExport": True,
    }
    assert configured["browser"]["gatherUsageStats"] is False


@pytest.mark.parametrize(("file", "column"), [("metrics.csv", "unit"), ("targets.csv", "unit")])
def test_every_unit_of_the_registers_reads_in_english(file, column):
    with open(ROOT / "data" / file, encoding="utf-8", newline="") as lines:
        units = {row[column] for row in csv.DictReader(lines)} - {""}
    assert units <= set(formats.ENGLISH_UNITS)


def test_pages_are_thin():
    for page in (PAGES / "app_pages").glob("*.py"):
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 80, page.name
        assert not re.search(r"\bselect\b", text), page.name


def test_no_html_is_let_through():
    assert "unsafe_allow_html" not in SOURCES
    assert "unsafe_allow_javascript" not in SOURCES
    assert "components.v1" not in SOURCES


def test_every_cached_query_takes_the_data_version_first():
    text = (PAGES / "queries.py").read_text(encoding="utf-8")
    cached = re.findall(r"@st\.cache_\w+\([^)]*\)\ndef \w+\((\w+)", text)
    assert cached and set(cached) == {"data_version"}
