"""The catalogue of everything that can be wrong with an upload.

One line per code: its coarse topic, which other programs rely on, and its severity.
The words stand under `[upload]` in `messages/zh.toml` and `messages/en.toml`.
"""

from types import MappingProxyType

from etl.problems import Problem, Refused, Severity

_ERROR, _EXPLAIN, _INFORM = Severity.ERROR, Severity.EXPLAIN, Severity.INFORM

CATALOGUE: dict[str, tuple[str, Severity]] = {
    # the file
    "file_size": ("file_size", _ERROR),
    "file_type": ("file_type", _ERROR),
    "file_xls": ("file_type", _ERROR),
    "file_html": ("file_type", _ERROR),
    "file_xml_2003": ("file_type", _ERROR),
    "file_other_sheet": ("file_type", _ERROR),
    "file_macro": ("macro", _ERROR),
    "file_encrypted": ("encrypted", _ERROR),
    "file_corrupt": ("corrupt", _ERROR),
    "file_inflated": ("zip_bomb", _ERROR),
    "file_doctype": ("xml", _ERROR),
    "file_entry": ("security", _ERROR),
    "file_too_heavy": ("file_size", _ERROR),
    "file_unreadable": ("corrupt", _ERROR),
    "file_binary": ("binary", _ERROR),
    "file_empty": ("empty", _ERROR),
    "file_period_in_name": ("period", _INFORM),
    "encoding_utf32": ("encoding", _ERROR),
    "encoding_unknown": ("encoding", _ERROR),
    "encoding_mixed": ("encoding", _ERROR),
    "encoding_cut": ("encoding", _ERROR),
    "encoding_garbled": ("encoding", _ERROR),
    "delimiter": ("delimiter", _ERROR),
    "too_wide": ("too_wide", _ERROR),
    "too_long": ("too_long", _ERROR),
    "cell_too_long": ("too_long", _ERROR),
    # sheets of a workbook
    "sheet_several": ("sheet", _ERROR),
    "sheet_ignored": ("sheet", _INFORM),
    "sheet_hidden": ("hidden", _ERROR),
    "column_hidden": ("hidden", _ERROR),
    "row_hidden": ("hidden", _ERROR),
    # rows
    "quote_open": ("quote", _ERROR),
    "quote_bare": ("quote", _ERROR),
    "quote_trailing": ("quote", _ERROR),
    "control_character": ("binary", _ERROR),
    "row_width": ("row_width", _ERROR),
    "cell_outside": ("row_width", _ERROR),
    "row_title": ("layout", _INFORM),
    "row_note": ("layout", _INFORM),
    "row_total": ("layout", _ERROR),
    "row_header_again": ("layout", _ERROR),
    # the header line
    "header_none": ("header", _ERROR),
    "header_missing": ("header", _ERROR),
    "header_duplicate": ("header", _ERROR),
    "header_unit": ("header", _ERROR),
    "header_unknown": ("header", _INFORM),
    "layout_crosstab": ("layout", _ERROR),
    # cells
    "cell_missing": ("missing", _ERROR),
    "region_unknown": ("region", _ERROR),
    "region_ambiguous": ("region", _ERROR),
    "metric_unknown": ("metric", _ERROR),
    "metric_ambiguous": ("metric", _ERROR),
    "year": ("period", _ERROR),
    "quarter": ("period", _ERROR),
    "month": ("period", _ERROR),
    "period_missing": ("period", _ERROR),
    "period_contradiction": ("period", _ERROR),
    "period_span": ("cumulative", _ERROR),
    "period_month_in_quarter": ("cumulative", _ERROR),
    "counting_word": ("cumulative", _ERROR),
    "counting_kind": ("cumulative", _ERROR),
    "counting_not_quarter_end": ("cumulative", _ERROR),
    "word": ("layout", _ERROR),
    "date": ("period", _ERROR),
    "number": ("number", _ERROR),
    "number_about": ("number", _ERROR),
    "number_range": ("number", _ERROR),
    "number_grouping": ("number", _ERROR),
    "number_exponent": ("number", _ERROR),
    "number_too_precise": ("number", _ERROR),
    "number_digits": ("number", _ERROR),
    "number_scaled": ("number", _ERROR),
    "number_unseen": ("hidden", _ERROR),
    "number_error_cell": ("error_cell", _ERROR),
    "number_formula": ("formula", _ERROR),
    "cell_error": ("error_cell", _ERROR),
    "cell_merged": ("merged", _ERROR),
    "formula_no_value": ("formula", _ERROR),
    "formula_value": ("formula", _INFORM),
    "unit_in_value": ("unit", _ERROR),
    "unit": ("unit", _ERROR),
    "not_reported": ("missing", _INFORM),
    "nil_unmarked": ("number", _INFORM),
    "nil_contradiction": ("number", _ERROR),
    "duplicate_same": ("duplicate", _INFORM),
    # checks of the filing
    "template_region": ("region", _ERROR),
    "template_period": ("period", _ERROR),
    "duplicate_conflict": ("duplicate", _ERROR),
    "region_other": ("permission", _ERROR),
    "permission": ("permission", _ERROR),
    "period_future": ("period", _ERROR),
    "period_not_over": ("period", _EXPLAIN),
    "period_other": ("closed_period", _ERROR),
    "period_closed": ("closed_period", _ERROR),
    "period_not_open": ("mixed_period", _ERROR),
    "period_mixed": ("mixed_period", _ERROR),
    "whole_number": ("number", _ERROR),
    "below_minimum": ("number", _ERROR),
    "above_maximum": ("number", _ERROR),
    "yoy_below": ("number", _ERROR),
    "part_above_whole": ("magnitude", _EXPLAIN),
    "magnitude": ("magnitude", _EXPLAIN),
    "cumulative_falls": ("cumulative", _EXPLAIN),
    "cumulative_above_later": ("cumulative", _EXPLAIN),
    "quarter_as_cumulative": ("cumulative", _EXPLAIN),
    "cumulative_as_quarter": ("cumulative", _EXPLAIN),
    "counting_equal": ("cumulative", _EXPLAIN),
    "counting_sum": ("cumulative", _INFORM),
    "quarter_jumps": ("cumulative", _INFORM),
    "stock_drops": ("magnitude", _EXPLAIN),
    "on_target": ("magnitude", _EXPLAIN),
    "differs_from_published": ("magnitude", _EXPLAIN),
    "yoy_differs": ("magnitude", _EXPLAIN),
    "cumulative_note": ("cumulative", _ERROR),
    "withdrawn_reason": ("missing", _ERROR),
    "tier_lowered": ("layout", _INFORM),
    # the project's own lists
    "list_row": ("layout", _ERROR),
    "tier_row": ("layout", _ERROR),
}


def upload_problem(
    name: str,
    *,
    row: int | None = None,
    column: str = "",
    found: str = "",
    file: str = "",
    **needed: object,
) -> Problem:
    """One problem of the catalogue at its place."""
    topic, severity = CATALOGUE[name]
    return Problem(
        f"upload.{name}", topic, severity, file, row, column, found, MappingProxyType(needed)
    )


def refusal(name: str, **place: object) -> Refused:
    """One problem that leaves nothing of a file to read, ready to be raised."""
    return Refused([upload_problem(name, **place)])
