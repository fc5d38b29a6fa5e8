"""The accepted figures as a page to print, sign and stamp: one HTML file, complete in itself.

Every text is escaped; nothing is loaded from anywhere. Batch number, hash of the file, of its
figures and of the deciding act hold paper and ledger together.
"""

from collections.abc import Sequence
from html import escape

from dashboard import formats
from dashboard.components import submission_parts
from dashboard.wording import Words
from etl.collection.form import Form, FormRow

_COLUMNS = ("row", "region", "metric", "period", "counting", "value", "yoy", "scope", "nature", "note")
_STYLE = """
@page { size: A4 landscape; margin: 16mm 14mm; }
body { font-family: "Noto Serif CJK SC", "SimSun", "Songti SC", serif; color: #000; font-size: 11pt; margin: 2rem auto; max-width: 267mm; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 4mm; }
.mark { text-align: center; border: 1px solid #000; padding: 1mm; margin-bottom: 4mm; }
table { width: 100%; border-collapse: collapse; margin: 3mm 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #444; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td.value, td.yoy { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.facts td { border: 0; padding: 0.6mm 1.6mm; }
.facts td:first-child { width: 34mm; white-space: nowrap; }
.signs { display: flex; gap: 10mm; margin-top: 12mm; }
.signs div { flex: 1; border-bottom: 1px solid #000; padding-bottom: 12mm; }
.hashes { font-size: 8pt; overflow-wrap: anywhere; margin-top: 6mm; }
@media print { body { margin: 0; max-width: none; } }
"""


def printed(form: Form, signed: str, sign_offs: int, mark: str, words: Words) -> bytes:
    """The form as UTF-8 HTML. `signed` says who signed, as pages say it; `sign_offs` is how many
    sign here; `mark` says 演示数据 where the workspace is one."""
    title = words("printed.title", region=words.name(form.region_zh, form.region_en), quarter=_quarter(form, words))
    body = [
        _paragraph("mark", [mark] if mark else []),
        f"<h1>{escape(title)}</h1>",
        _facts(form, signed, words),
        _table(form.rows, words),
        _signs(sign_offs, words),
        _paragraph("hashes", _hashes(form, words)),
    ]
    head = f'<meta charset="utf-8"><title>{escape(form.submission_id)} {escape(title)}</title><style>{_STYLE}</style>'
    lang = "zh-CN" if words.lang == "zh" else "en"
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{"".join(body)}</body></html>'.encode()


def _paragraph(name: str, lines: Sequence[str]) -> str:
    text = "<br>".join(escape(line) for line in lines)
    return f'<p class="{name}">{text}</p>' if text else ""


def _quarter(form: Form, words: Words) -> str:
    return submission_parts.quarter(form.quarter, words)


def _facts(form: Form, signed: str, words: Words) -> str:
    rows = [
        (words("fact.submission_id"), form.submission_id),
        (words("fact.accepted_at"), submission_parts.moment(form.accepted_at)),
        (words("fact.signatures"), signed),
        (words("fact.file"), form.file),
    ]
    cells = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return f'<table class="facts">{cells}</table>'


def _table(rows: Sequence[FormRow], words: Words) -> str:
    head = "".join(f"<th>{escape(words('fact.' + name))}</th>" for name in _COLUMNS)
    lines = "".join(f"<tr>{_cells(row, words)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def _cells(row: FormRow, words: Words) -> str:
    texts = {
        "row": str(row.row),
        "region": words.name(row.region_zh, row.region_en),
        "metric": words.name(row.metric_zh, row.metric_en),
        "period": formats.period(row.period, words.lang),
        "counting": words(f"counting.{row.counting}"),
        "value": formats.exact(row.value or None, row.unit, words.lang),
        "yoy": f"{formats.number(row.yoy)}%" if row.yoy else "",
        "scope": words(f"scope.{row.scope}"),
        "nature": words(f"nature.{row.nature}"),
        "note": row.note,
    }
    return "".join(f'<td class="{name}">{escape(texts[name])}</td>' for name in _COLUMNS)


def _signs(sign_offs: int, words: Words) -> str:
    signers = ("printed.reporter", "printed.reviewer", "printed.approver")[:sign_offs]
    names = [words(key) for key in (*signers, "printed.seal")]
    lines = "".join(f"<div>{escape(name)}</div>" for name in names)
    return f'<div class="signs">{lines}</div>'


def _hashes(form: Form, words: Words) -> list[str]:
    return [
        words("printed.original", sha256=form.original_sha256),
        words("printed.rows", sha256=form.rows_sha256),
        words("printed.act", hash=form.act_hash),
        words("printed.then"),
    ]
