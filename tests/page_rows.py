"""One row as the pages read it, for tests that change a few of its fields."""

from datetime import date

from dashboard.rows import TargetRow

_ROW = {
    "target_id": "330000-01",
    "due_period": "2027Q4",
    "as_of": "2025Q4",
    "region_code": "330000",
    "metric": "export_value",
    "target_value": "200",
    "actual_value": "126",
    "actual_period": "2025Q4",
    "scope": "commerce",
    "confidence": "high",
    "baseline_value": "100",
    "baseline_period": "2024Q4",
    "expected_value": 125.99210498948732,
    "gap_to_target": "74",
    "gap_to_trajectory": -0.00789501051268,
    "attainment": 0.63,
    "progress": 0.26,
    "pace": 1.0003037464843993,
    "required_per_quarter": 9.25,
    "required_growth": 0.2598815766,
    "projected_value": 200.0376,
    "provisional": False,
    "data_state": "current",
    "performance": "on_track",
    "reason": None,
    "other_scope": None,
    "other_value": None,
    "other_period": None,
    "region_zh": "浙江省",
    "region_en": "Zhejiang",
    "parent_code": "",
    "metric_zh": "跨境电商出口额",
    "metric_en": "Cross-border exports",
    "family": "trade",
    "kind": "flow",
    "direction": "higher",
    "unit": "倍",
    "metric_unit": "亿元",
    "metric_scope": "commerce",
    "yoy_of": "",
    "basis": "multiple",
    "comparator": "eq",
    "value": "2",
    "value_high": None,
    "baseline_year": 2024,
    "start_date": date(2024, 1, 1),
    "due_date": date(2027, 12, 31),
    "parent_id": "",
    "obligation": "firm",
    "responsible": (),
    "clause": "一",
    "figure": "翻一番",
    "note": "",
    "document_id": "P",
    "document_title": "行动计划",
    "document_number": "浙政办发〔2024〕27号",
    "issuer": "省政府",
    "issued": date(2024, 8, 23),
    "document_status": "in_force",
    "document_url": "",
}


def row(**changes: object) -> TargetRow:
    """Worked example 1 of the method, with changes."""
    return TargetRow(**{**_ROW, **changes})


def unpublished(**changes: object) -> TargetRow:
    """The same target without any published figure."""
    empty = dict.fromkeys(
        (
            "target_value", "actual_value", "actual_period", "baseline_value", "baseline_period",
            "expected_value", "gap_to_target", "gap_to_trajectory", "attainment", "progress", "pace",
            "required_per_quarter", "required_growth", "projected_value", "confidence",
        )
    )  # fmt: skip
    state = {"performance": "not_assessable", "reason": "no_actual", "data_state": "no_data"}
    return row(**{**empty, **state, **changes})
