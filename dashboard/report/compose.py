"""From the material of one place and quarter to its bulletin, in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from dashboard import formats
from dashboard.report.bulletin import Bulletin, Part
from dashboard.report.data import data
from dashboard.report.due import drafts, due, ended
from dashboard.report.inputs import Inputs
from dashboard.report.metrics import metrics
from dashboard.report.next_steps import next_steps
from dashboard.report.notes import notes
from dashboard.report.numbering import captioned, figure_names, table_names
from dashboard.report.overall import opening, overall
from dashboard.report.phrases import count, listing, ordinal
from dashboard.report.press import press
from dashboard.report.regions import regions
from dashboard.report.sheets import sheets
from dashboard.report.subject import Subject, subject
from dashboard.wording import Words

_PARTS: tuple[Callable[[Subject], Part | None], ...] = (overall, regions, metrics, press, data, due, ended, drafts, next_steps)


#: Where the title may go on in another line; Chinese has no spaces to tell by.
_MAY_BREAK = "\u200b"


def compose(inputs: Inputs, words: Words) -> Bulletin:
    """The bulletin of `inputs` in the language of `words`."""
    of = subject(inputs, words)
    title = words("report.title", period=of.period, place=of.name)
    return Bulletin(
        title=title.replace(_MAY_BREAK, ""),
        draft=_draft(of),
        mark=words("app.demonstration") if inputs.is_demonstration else "",
        number_field=words("report.field_number"),
        signer_field=words("report.field_signer"),
        date_field=words("report.field_date"),
        seal_field=words("report.field_seal"),
        opening=opening(of),
        parts=list(_numbered(of)),
        notes_heading=words("report.notes"),
        notes=notes(of),
        lang=words.lang,
        made_at=inputs.made_at,
        sheets=sheets(of),
        addressee=_addressee(of),
        issuer=inputs.issuer,
        title_pieces=tuple(title.split(_MAY_BREAK)) if _MAY_BREAK in title else (),
    )


def _numbered(of: Subject) -> Iterator[Part]:
    """The parts that have something to say, their tables and charts, numbered without a gap."""
    found = [part for make in _PARTS if (part := make(of))]
    table, figure = table_names(of.words), figure_names(of.words)
    for place, part in enumerate(found, 1):
        heading = of.words("report.heading", number=ordinal(place, of.words), name=part.heading)
        grids = [captioned(grid, table(grid), of.words) for grid in part.grids]
        charts = [captioned(chart, figure(), of.words) for chart in part.charts]
        yield replace(part, heading=heading, grids=grids, charts=charts)


def _addressee(of: Subject) -> str:
    """主送机关 with one colon, however it was written in the settings."""
    name = of.inputs.addressee.rstrip("：: ")
    return of.words("report.addressee", name=name) if name else ""


def _draft(of: Subject) -> str:
    """草稿 with its reason until everything in it is released."""
    words, release = of.words, of.inputs.release
    if release.is_complete:
        return ""
    if release.released_at is None:
        return words("report.draft_unreleased", period=of.period)
    counted = (("changed", release.changed_count), ("earlier", release.earlier_count))
    parts = [words(f"report.draft_{name}", figures=count("figures", number, words)) for name, number in counted if number]
    day = formats.day(release.released_at, words.lang)
    return words("report.draft_partly", period=of.period, day=day, figures=listing(parts, words))
