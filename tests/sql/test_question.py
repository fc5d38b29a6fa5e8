"""What is asked: the moment, the cuts, the targets in force and what falls due."""

YEARLY = "basis | value | start | due\nevery_year | 500 | 2024-04-01 | 2026-12-31"


def test_moment(stage):
    columns = "as_of_month, known_at::varchar, edition_id"
    assert stage("moment", columns) == "24312 | infinity | 1"
    assert stage("moment", columns, known_at="2026-01-31") == "24312 | 2026-01-31 23:59:59.999999 | 1"


def test_an_edition_is_in_force_until_the_next(stage, connection):
    stage("moment", "*")
    connection.execute("insert into edition values (2, '2026-02-01 08:00', null)")
    asked = "select edition_id from moment_as_of('2025Q4', ?)"
    assert connection.execute(asked, ["2026-02-01 07:59:59.999999"]).fetchall() == [(1,)]
    assert connection.execute(asked, ["2026-02-01 08:00"]).fetchall() == [(2,)]
    assert connection.execute(asked, [None]).fetchall() == [(2,)]


def test_a_removed_edition_leaves_no_trace(stage, connection):
    """`order by … limit 1` once looked for the latest edition among deleted rows."""
    stage("moment", "*")
    connection.execute("insert into edition values (2, '2026-02-01 08:00', null)")
    columns = "period_text(evaluated_month), has_path"
    for _ in range(2):
        assert stage("position", columns) == "2025Q4 | false"


def test_cuts(stage):
    assert stage("cuts", "*") == "0.95 | 0.6 | 0.05"


def test_commitment_carries_what_the_metric_says(stage):
    targets = "metric | value | comparator\nparks | 5 | ge\nclearance_hours | 4 | le\nexports_growth | 10 | ge"
    assert stage("commitment", "target_id, kind, sign, yoy_of", targets=targets) == (
        "330500-01 | stock | 1 |\n330500-02 | stock | -1 |\n330500-03 | rate | 1 | exports"
    )


def test_every_year_falls_due_in_each_year_begun(stage):
    columns = "period_text(due_month), period_text(start_month), period_text(evaluated_month)"
    assert stage("duty", columns, targets=YEARLY, as_of="2025Q2") == (
        "2024Q4 | 2024-04 | 2024Q4\n2025Q4 | 2025-01 | 2025Q2"
    )


def test_the_first_year_is_there_from_the_beginning(stage):
    assert stage("duty", "period_text(due_month)", targets=YEARLY, as_of="2023Q1") == "2024Q4"


def test_evaluation_stops_at_the_due_quarter(stage):
    targets = "value | due\n500 | 2025-05-10"
    columns = "period_text(due_month), period_text(evaluated_month)"
    assert stage("duty", columns, targets=targets) == "2025Q2 | 2025Q2"


def test_wanted_holds_every_scope_and_the_flow_behind_a_rate(stage, connection):
    targets = "metric | value\nexports_growth | 10"
    actuals = "ytd 2025 = 5\nytd 2025 = 5, metric events\nytd 2025 = 6, metric exports, scope retail"
    actuals = "\n".join(line if "metric" in line else f"{line}, metric exports" for line in actuals.splitlines())
    stage("wanted", "*", targets=targets, actuals=actuals)
    wanted = "select metric, scope from series semi join wanted_as_of('2025Q4', null) using (series_id) order by all"
    assert connection.execute(wanted).fetchall() == [
        ("exports", "customs_all"),
        ("exports", "retail"),
        ("exports_growth", "customs_all"),
    ]


def test_figure_is_what_stands_by_then(stage):
    actuals = """
        2024 = 100
        2024 = 110, published 2025-06-01
        2024 = 120, published 2025-03-01, nature forecast
        ytd 2025Q4 = 150, published 2026-01-20
        ytd 2026Q1 = 40
        """
    columns = "period_text(month_no), value"
    assert stage("figure", columns, actuals=actuals) == "2024Q4 | 110\n2025Q4 | 150"
    assert stage("figure", columns, actuals=actuals, known_at="2025-05-31") == "2024Q4 | 100"
    assert stage("figure", columns, actuals=actuals, as_of="2025Q3") == "2024Q4 | 110"
