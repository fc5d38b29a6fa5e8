"""What is known of a flow: 本年累计, 当季, comparable bases and trailing years."""

YEAR = """
    ytd 2025Q1 = 20
    quarter 2025Q2 = 30
    quarter 2025Q3 = 25
    ytd 2025Q4 = 100, yoy 25
    """


def test_flow_year_lays_the_quarters_side_by_side(stage):
    columns = "year, total_1, single_2, single_3, total_4, yoy_4, total_2"
    assert stage("flow_year", columns, actuals=YEAR) == "2025 | 20 | 30 | 25 | 100 | 25 |"


def test_stated_year_adds_quarters_to_the_latest_total(stage):
    columns = "stated_1, stated_2, stated_3, stated_4"
    assert stage("stated_year", columns, actuals=YEAR) == "20 | 50 | 75 | 100"


def test_stated_year_does_not_add_across_a_hole(stage):
    actuals = "quarter 2025Q1 = 20\nquarter 2025Q3 = 25"
    assert stage("stated_year", "stated_1, stated_2, stated_3", actuals=actuals) == "20 |  |"


def test_stated_year_takes_the_lowest_confidence(stage):
    actuals = "ytd 2025Q1 = 20, confidence medium\nquarter 2025Q2 = 5, confidence high\nquarter 2025Q3 = 5, confidence low"
    assert stage("stated_year", "trust_1, trust_2, trust_3", actuals=actuals) == "2 | 2 | 1"


def test_ytd_year_finds_the_comparable_base_a_year_before(stage):
    columns = "year, ytd_4, period_text(available_4)"
    assert stage("ytd_year", columns, actuals=YEAR) == "2024 | 80 | 2025Q4\n2025 | 100 | 2025Q4"


def test_ytd_between_holds_months_and_their_comparable_bases(stage):
    actuals = "ytd 2025-08 = 60, yoy 20\nytd 2025-11 = 88, yoy -100"
    columns = "period_text(month_no), value, period_text(available)"
    assert stage("ytd_between", columns, actuals=actuals) == (
        "2024-08 | 50 | 2025-08\n2025-08 | 60 | 2025-08\n2025-11 | 88 | 2025-11"
    )


def test_a_reported_month_is_no_comparable_base(stage):
    actuals = "ytd 2024-08 = 51\nytd 2025-08 = 60, yoy 20"
    assert stage("ytd_between", "period_text(month_no), value", actuals=actuals) == "2024-08 | 51\n2025-08 | 60"


def test_ytd_joins_quarters_and_months(stage):
    actuals = "ytd 2025Q1 = 20\nytd 2025-05 = 40\nquarter 2025Q2 = 30"
    assert stage("ytd", "period_text(month_no), value", actuals=actuals) == "2025-05 | 40\n2025Q1 | 20\n2025Q2 | 50"


def test_a_comparable_base_feeds_no_sum_of_quarters(stage):
    actuals = "ytd 2025Q1 = 20, yoy 100\nquarter 2024Q2 = 30"
    assert stage("ytd", "period_text(month_no), value", actuals=actuals) == "2024Q1 | 10\n2025Q1 | 20"


def test_trailing_year(stage):
    actuals = "ytd 2024Q2 = 55\n2024 = 120\nytd 2025Q2 = 70"
    assert stage("trailing_year", "period_text(month_no), value", actuals=actuals) == "2024Q4 | 120\n2025Q2 | 135"


def test_a_trailing_year_is_known_when_its_last_part_is(stage):
    actuals = "2024 = 120\nytd 2025-08 = 88, yoy 10"
    columns = "period_text(month_no), value, period_text(available)"
    assert stage("trailing_year", columns, actuals=actuals) == "2024Q4 | 120 | 2024Q4\n2025-08 | 128 | 2025-08"


def test_a_trailing_year_with_a_part_unknown_is_unknown(stage):
    assert stage("trailing_year", "value", actuals="2024 = 120\nytd 2025Q2 = 70") == "120"


def test_measure_of_a_rate_is_its_own_row_else_the_growth_of_its_flow(stage):
    actuals = """
        ytd 2025Q2 = 70, metric exports, yoy 12.5
        ytd 2025Q4 = 150, metric exports, yoy 15
        point 2025Q4 = 14.9
        quarter 2025Q3 = 9, metric exports
        """
    targets = "metric | value\nexports_growth | 10"
    found = stage("measure", "period_text(month_no), value", targets=targets, actuals=actuals)
    assert "2025Q2 | 12.5" in found.splitlines() and "2025Q4 | 14.9" in found.splitlines()
    assert "2025Q4 | 15" not in found.splitlines()
