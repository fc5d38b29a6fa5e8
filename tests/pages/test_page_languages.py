"""Every text of every page in either language: no letter of the other one, but for a short list."""

import csv
import io
import re
import shutil

import pytest

from dashboard.export import columns
from etl.intake.layout import Column
from etl.ledger.journal import operating_system_user
from etl.workspace import Workspace
from tests import collection_world as world
from tests import page_workspace
from tests.collection_world import accepted, file_of, one_figure, submitted
from tests.page_workspace import AS_OF
from tests.pages.every_text import every_text

PAGES = {
    "overview": world.REPORTER,
    "city": world.REPORTER,
    "metric": world.OFFICER,
    "target": world.REVIEWER,
    "compare": world.OFFICER,
    "data": world.OFFICER,
    "bulletin": world.OFFICER,
    "submission": world.REPORTER,
    "review": world.REVIEWER,
    "progress": world.OFFICER,
    "release": world.OFFICER,
    "intake": world.EDITOR,
    "accounts": world.ADMINISTRATOR,
    "audit": world.AUDITOR,
}
CHINESE = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{2,}")

#: On English pages: the name of the other language, and what people wrote or are called.
WRITTEN_IN_CHINESE = {
    "中文",
    *(account.display_name for account in world.ACCOUNTS.values()),
    *(one.reason for one in world.STAND_INS),
}
#: On Chinese pages: names, codes and addresses that are written so in Chinese, too.
WRITTEN_IN_LATIN = re.compile(
    r"""English|Excel|Word|docs/method\.zh\.md|\bCSV\b|\.?\b(?:xlsx?|csv|txt|tsv|ics|pdf|docx|html?|jpe?g|png|zip)\b|\b(?:PDF|JPG|PNG|MB|SHA)\b|Ctrl\+\w+
    |\?[\w=&.%-]+|Enter|JavaScript|Parquet|JSON|settings\.toml|heads_folder|sh\ start\.sh(?:\ demo)?|required_per_quarter
    |\b[0-9a-f]{8,64}\b|\b(?:metrics|regions|documents|targets)\.csv\b|\bS\d{6}\b|\b\d{4}\ ?Q[1-4]\b""",
    re.VERBOSE,
)


#: What the data dictionary explains.
EXPORTED = {column.name: column.terms or {} for column in (*columns.GAPS, *columns.FIGURES_INSIDE, columns.AS_OF, columns.DATA_DATE, columns.KNOWN_AT)}


@pytest.fixture(scope="module")
def busy_world(tmp_path_factory):
    """The world with something in every list: accepted, waiting, returned for a doubt."""
    workspace = world.copy_world(tmp_path_factory.mktemp("busy") / "world")
    note = "说明：企业漏报，按海关清单更正"
    with world.at(world.NOW):
        accepted(workspace, one_figure("90", quarter=AS_OF, note=note), under=world.terms(quarter=AS_OF))
        submitted(workspace, one_figure("45"))
    return workspace


@pytest.fixture
def world_copy(tmp_path, busy_world):
    """A copy of its own for each page."""
    return Workspace(shutil.copytree(busy_world.root, tmp_path / "world"))


@pytest.fixture
def busy(desk):
    return desk


@pytest.mark.parametrize("page", PAGES)
def test_the_english_page_has_no_chinese(busy, page):
    texts = every_text(busy(page, PAGES[page], lang="en"))
    assert {word: text for text in texts for word in CHINESE.findall(_without(text))} == {}


def _without(text: str) -> str:
    for one in sorted(filter(CHINESE.search, WRITTEN_IN_CHINESE | REGISTERED), key=len, reverse=True):
        text = text.replace(one, "")
    return text


def _cells(text: str, *columns: str) -> set[str]:
    rows = csv.DictReader(io.StringIO(text))
    return {value for row in rows for name, value in row.items() if not columns or name in columns}


#: What registers and reported rows hold in Chinese only: titles, clauses, figures as written, sources, reasons.
REGISTERED = {
    *_cells(page_workspace._DOCUMENTS),
    *_cells(page_workspace._TARGETS, "clause", "figure", "responsible"),
    *_cells(page_workspace._ACTUALS, "数据来源"),
    "说明：企业漏报，按海关清单更正",
}


@pytest.mark.parametrize("page", PAGES)
def test_the_chinese_page_has_no_english(busy, page):
    names = re.compile("|".join(sorted(map(re.escape, (*world.ACCOUNTS, "setup", "world", operating_system_user())), key=len, reverse=True)))
    found = {word: text for text in every_text(busy(page, PAGES[page])) for word in LATIN.findall(_rest(text, names))}
    assert found == {}


def _rest(text: str, names: re.Pattern) -> str:
    return names.sub(" ", WRITTEN_IN_LATIN.sub(" ", text))


@pytest.mark.parametrize(("lang", "letters"), [("zh", LATIN), ("en", CHINESE)])
def test_an_upload_is_answered_in_one_language(busy, lang, letters):
    """Findings quote the file and name its columns and units, which are Chinese in either language."""
    app = busy("submission", world.REPORTER, lang=lang, quarter="2026Q1")
    rows = ("澜江市,跨境电商出口额,2026,1,本年累计,约3,亿元,", "澜江市,跨境电商产业园数,2026,1,期末,5000,个,")
    app.file_uploader[0].set_value(("a.csv", file_of(*rows), "text/csv")).run()
    quoted = {cell for row in rows for cell in row.split(",")} | set(Column)
    names = re.compile("|".join(sorted(map(re.escape, filter(None, quoted | {"a.csv", "world"})), key=len, reverse=True)))
    assert [text for text in every_text(app) if letters.search(_rest(_without(text), names))] == []


def test_signing_in_leads_back_to_what_was_chosen_and_its_language(open_page):
    app = open_page("city", lang="en", city="990200")
    links = "".join(str(element.proto) for element in app.sidebar.get("html"))
    assert "lang%3Den" in links and "city%3D990200" in links
