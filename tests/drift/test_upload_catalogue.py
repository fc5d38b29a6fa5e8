"""The catalogue of upload problems, its words and the code that uses it agree."""

import re
from pathlib import Path

import etl
from etl.intake.layout import SHIPPED, Column, read_layout
from etl.problems import wording
from etl.intake.upload_problems import CATALOGUE

SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(etl.__file__).parent.rglob("*.py")
    if path.name != "upload_problems.py"
)


def test_every_problem_has_words_and_every_word_a_problem():
    for lang in ("zh", "en"):
        assert {code for code in wording(lang) if code.startswith("upload.")} == {
            f"upload.{name}" for name in CATALOGUE
        }


def test_every_problem_can_occur():
    built = {f"{kind}_{end}" for kind in ("region", "metric") for end in ("unknown", "ambiguous")}
    assert {name for name in CATALOGUE if f'"{name}"' not in SOURCES} <= built


def test_messages_never_tell_the_place_which_is_shown_beside_them():
    for lang in ("zh", "en"):
        for code, template in wording(lang).items():
            assert not (code.startswith("upload.") and re.search(r"\{row\}", template)), code


def test_no_synonym_is_the_name_of_another_column():
    layout = read_layout(SHIPPED)
    assert {column.value: layout.column(column.value) for column in Column} == {
        column.value: column for column in Column
    }
