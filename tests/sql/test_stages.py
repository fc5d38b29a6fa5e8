"""Every stage of the computation has its own test here."""

from importlib.resources import files
from pathlib import Path


def test_every_stage_and_macro_is_tested_alone():
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    sql = files("etl").joinpath("sql")
    stages = [path.name[3:-4] for room in ("gap", "outlook") for path in sql.joinpath(room).iterdir()]
    macros = [path.name[3:-4] for path in sql.joinpath("macros").iterdir()]
    untested = [name for name in stages if f'stage("{name}"' not in tests]
    untested += [name for name in macros if f"{name}(" not in tests]
    assert untested == []
