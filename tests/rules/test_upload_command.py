"""`python -m etl check`: the contract other programs call."""

import hashlib
import io
import json

import pytest

from etl.__main__ import main
from tests.intake_registers import HEADER, row, table
from tests.register_files import METRIC, REGION, STOCK, TARGET, contents

TOPICS = set(
    "encoding binary empty header layout row_width quote number unit magnitude region permission metric period "
    "closed_period mixed_period cumulative duplicate formula error_cell merged hidden sheet file_type macro "
    "encrypted corrupt file_size too_wide too_long zip_bomb xml security delimiter missing".split()
)


@pytest.fixture
def workspace(tmp_path):
    """The smallest complete workspace: four registers and published figures."""
    names = [REGION | {"region_code": "330000", "name_zh": "浙江省", "level": "province", "parent_code": ""}]
    names += [REGION | {"name_zh": "湖州市"}, REGION | {"region_code": "330400", "name_zh": "嘉兴市"}]
    metrics = [METRIC | {"metric": "export_value", "name_zh": "跨境电商出口额"}, STOCK | {"name_zh": "产业园数"}]
    targets = [TARGET | {"metric": "export_value"}]
    for name, data in contents(regions=names, metrics=metrics, targets=targets).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "actuals").mkdir()
    published = table(row(year="2024", value="100"))
    (tmp_path / "actuals" / "330500.csv").write_text(published, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(workspace, tmp_path_factory, capsys):
    """Check a file's content in a folder of its own; exit code and JSON answer."""

    def checking(content: str | bytes, *options: str, name: str = "报送.csv"):
        path = tmp_path_factory.mktemp("upload") / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        arguments = ["check", str(path), "--data", str(workspace), "--today", "2026-01-15", "--format", "json"]
        code = main([*arguments, *options])
        return code, json.loads(capsys.readouterr().out)

    return checking


def test_a_good_file_in_the_shape_of_the_contract(run):
    content = table(row(value='"3,867,500"', unit="万元"), row(metric="产业园数", value="", unit="个"))
    code, answer = run(content, "--region", "330500", "--period", "2025Q4")
    assert (code, answer["accepted"]) == (0, True)
    assert answer["file"] == {
        "encoding": "utf-8",
        "format": "csv",
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "rows": 2,
    }
    assert answer["values"][0] == {
        "region_code": "330500",
        "region": "湖州市",
        "metric": "export_value",
        "metric_name": "跨境电商出口额",
        "period": "2025Q4",
        "counting": "ytd",
        "scope": "commerce",
        "nature": "final",
        "value": "386.75",
        "unit": "亿元",
        "row": 2,
        "column": "数值",
    }
    assert (answer["values"][1]["value"], answer["values"][1]["counting"]) == (None, "point")
    (problem,) = answer["problems"]
    assert list(problem) == ["code", "topic", "severity", "row", "column", "found", "message"]
    assert (problem["topic"], problem["severity"], problem["row"]) == ("missing", "inform", 3)


def test_a_refused_file_says_everything_with_row_and_column(run):
    code, answer = run(table(row(value="约5", region="湖洲市"), row(quarter="3", value="5")), "--period", "2025Q4")
    assert (code, answer["accepted"]) == (1, False)
    found = [(problem["row"], problem["column"], problem["topic"], problem["found"]) for problem in answer["problems"]]
    assert sorted(found, key=str) == sorted(
        [
            (None, None, "mixed_period", ""),
            (2, "地区", "region", "湖洲市"),
            (2, "数值", "number", "约5"),
            (3, "季度", "closed_period", "2025 3"),
        ],
        key=str,
    )


def test_a_doubtful_figure_passes_with_its_reason(run):
    code, answer = run(table(row(value="1000.1")))
    assert code == 1 and [problem["severity"] for problem in answer["problems"]] == ["explain"]
    code, answer = run(table(row(value="1000.1", note="说明：新增两家龙头企业并表")))
    assert (code, answer["accepted"]) == (0, True)
    (problem,) = answer["problems"]
    assert list(problem) == ["code", "topic", "severity", "row", "column", "found", "message"]
    assert problem["severity"] == "explain" and "新增两家龙头企业并表" in problem["message"]
    code, answer = run(table(row(value="1000.1", note="已核实")))
    assert (code, answer["accepted"]) == (1, False)


def test_what_is_explained_stands_apart_from_what_is_not(workspace, tmp_path, capsys):
    path = tmp_path / "two.csv"
    other = row(metric="产业园数", quarter="3", unit="个", value="3", note="说明：")
    path.write_text(table(row(value="1000.1", note="说明：新增两家龙头企业并表"), other), encoding="utf-8")
    arguments = ["check", str(path), "--data", str(workspace), "--today", "2025-08-15"]
    assert main(arguments) == 1
    shown = capsys.readouterr().out
    assert "已说明 (1)" in shown and "待说明 (1)" in shown and "待说明 1 处" in shown


def test_figures_that_stand_come_from_the_warehouse_once_there_is_one(workspace, run, capsys):
    assert main(["build", "--data", str(workspace)]) == 0
    capsys.readouterr()
    (workspace / "actuals" / "330500.csv").unlink()
    code, answer = run(table(row(value="1000.1")))
    assert code == 1 and [problem["topic"] for problem in answer["problems"]] == ["magnitude"]
    (workspace / "var" / "warehouse.duckdb").write_bytes(b"damaged")
    assert run(table(row(value="1000.1")))[0] == 0


@pytest.mark.parametrize("is_built", [False, True], ids=["from the files", "from the warehouse"])
def test_a_published_figure_is_not_contradicted_without_a_reason(workspace, run, capsys, is_built):
    if is_built:
        assert main(["build", "--data", str(workspace)]) == 0
        capsys.readouterr()
    code, answer = run(table(row(year="2024", value="103")))
    assert code == 1 and [problem["code"] for problem in answer["problems"]] == ["upload.differs_from_published"]
    assert run(table(row(year="2024", value="100")))[0] == 0
    assert run(table(row(year="2024", value="103", note="说明：海关2026年1月修订2024年数据")))[0] == 0


def test_a_workspace_decides_the_tier_of_an_open_check(workspace, run):
    content = table(row(quarter="1", counting="当季", value="30"), row(quarter="2", counting="当季", value="70"))
    assert run(content)[0] == 1
    tiers = workspace / "checks.csv"
    tiers.write_text("check,severity,reason\ncumulative_as_quarter,inform,试行一个季度\n", encoding="utf-8")
    code, answer = run(content)
    assert code == 0 and {problem["severity"] for problem in answer["problems"]} == {"inform"}
    assert "试行一个季度" in answer["problems"][0]["message"]


@pytest.mark.parametrize(
    "line",
    ["magnitude,inform,太多", "quarter_jumps,error,太多", "quarter_jumps,explain,", "unknown,inform,太多", "quarter_jumps"],
)
def test_no_other_tier_can_be_decided(workspace, tmp_path, capsys, line):
    (workspace / "checks.csv").write_text(f"check,severity,reason\n{line}\n", encoding="utf-8")
    path = tmp_path / "good.csv"
    path.write_text(table(row()), encoding="utf-8")
    assert main(["check", str(path), "--data", str(workspace)]) == 1
    assert capsys.readouterr().err.startswith("checks.csv:2: checks.csv 的这一行有误")


def test_messages_come_in_both_languages(run):
    _, zh = run(table(row(value="约5")))
    _, en = run(table(row(value="约5")), "--lang", "en")
    assert "不是确切的数" in zh["problems"][0]["message"]
    assert "not an exact figure" in en["problems"][0]["message"]


@pytest.mark.parametrize(
    ("content", "topic"),
    [
        (b"", "empty"),
        (b"PK\x03\x04" + bytes(50), "corrupt"),
        ("\ufeff地区".encode("utf-32"), "encoding"),
        (b"\xff" * 50, "encoding"),
        (bytes(5000), "binary"),
        (b"a" * 10_000_001, "file_size"),
        (b"a," * 1000, "too_wide"),
        (b"a,b\n" * 20_002, "too_long"),
        ("地区|指标|数值\n".encode(), "delimiter"),
    ],
)
def test_files_that_are_no_table(run, content, topic):
    code, answer = run(content)
    assert (code, answer["accepted"], answer["values"]) == (1, False, [])
    assert [problem["topic"] for problem in answer["problems"]] == [topic]
    assert answer["file"]["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "options",
    [["无此文件.csv"], [], ["--period", "2025"], ["--today", "昨天"], ["--region", "999999"], ["--lang", "fr"]],
)
def test_wrong_usage(workspace, tmp_path, capsys, options):
    good = tmp_path / "good.csv"
    good.write_text(table(row()), encoding="utf-8")
    file = [] if options == [] or options[0].endswith(".csv") else [str(good)]
    try:
        code = main(["check", "--data", str(workspace), *file, *options])
    except SystemExit as exit_:
        code = exit_.code
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_nothing_is_stored(workspace, run):
    before = sorted(workspace.rglob("*"))
    run(table(row()))
    assert sorted(workspace.rglob("*")) == before


def test_the_text_is_cut_short_but_counted(workspace, tmp_path, capsys):
    path = tmp_path / "many.csv"
    path.write_text(table(*[row(value=f"约{n}") for n in range(30)], row(note="\u2028\x85ok")), encoding="utf-8")
    assert main(["check", str(path), "--data", str(workspace)]) == 1
    shown = capsys.readouterr().out
    assert "错误 (31)" in shown and "另有 25 处" in shown
    assert shown.count("不是确切的数") == 5
    assert "\x85" not in shown and "\u2028" not in shown


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_terminal_of_another_encoding_is_no_fault(workspace, tmp_path, monkeypatch, form):
    path = tmp_path / "报送.csv"
    path.write_text(table(row(region="湖州市🙂")), encoding="utf-8")
    shown = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(shown, encoding="gbk", write_through=True))
    assert main(["check", str(path), "--data", str(workspace), "--format", form]) == 1
    text = shown.getvalue().decode("gbk")
    found = json.loads(text)["problems"][0]["found"] if form == "json" else text
    assert ("湖州市🙂" if form == "json" else "湖州市\\U0001f642") in found


def test_a_good_file_as_text(workspace, tmp_path, capsys):
    path = tmp_path / "good.csv"
    path.write_text(table(row()), encoding="utf-8")
    assert main(["check", str(path), "--data", str(workspace), "--today", "2026-01-15"]) == 0
    assert capsys.readouterr().out.startswith("可以报送：good.csv，1 个数值。")


def test_every_topic_is_one_of_the_contract():
    from etl.intake.upload_problems import CATALOGUE

    assert {topic for topic, _ in CATALOGUE.values()} <= TOPICS


def test_a_header_only_file_is_empty(run):
    code, answer = run(HEADER + "\n")
    assert code == 1 and [problem["topic"] for problem in answer["problems"]] == ["empty"]
