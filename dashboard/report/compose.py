"""From the material of one place and quarter to its bulletin, in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from dashboard import formats
from dashboard.report import unreleased
from dashboard.report.bulletin import Bulletin, Part
from dashboard.report.data import data
from dashboard.report.due import drafts, due, ended
from dashboard.report.inputs import Inputs
from dashboard.report.metrics import metrics
from dashboard.report.next_steps import next_steps
from dashboard.report.notes import notes
from dashboard.report.numbering import annexes, numbered
from dashboard.report.overall import opening, overall
from dashboard.report.phrases import clauses, count, ordinal
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
    parts = numbered(list(_headed(of)), words)
    return Bulletin(
        title=title.replace(_MAY_BREAK, ""),
        draft=_draft(of),
        mark=words("app.demonstration") if inputs.is_demonstration else "",
        number_field=words("report.field_number"),
        signer_field=words("report.field_signer"),
        date_field=words("report.field_date"),
        seal_field=words("report.field_seal"),
        opening=opening(of),
        parts=parts,
        notes_heading=words("report.notes"),
        notes=notes(of),
        lang=words.lang,
        made_at=inputs.made_at,
        sheets=sheets(of),
        addressee=_addressee(of),
        issuer=inputs.issuer,
        title_pieces=tuple(title.split(_MAY_BREAK)) if _MAY_BREAK in title else (),
        annexes=annexes(parts, words),
    )


def _headed(of: Subject) -> Iterator[Part]:
    """The parts that have something to say, numbered without a gap."""
    found = [part for make in _PARTS if (part := make(of))]
    for place, part in enumerate(found, 1):
        yield replace(part, heading=of.words("report.heading", number=ordinal(place, of.words), name=part.heading))


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
    told = []
    if release.changed_count:
        told.append(words("report.draft_changed", figures=count("figures", release.changed_count, words)))
    if release.earlier:
        told.append(words("report.draft_earlier", figures=unreleased.said(release.earlier, words), quarters=unreleased.quarters(release.earlier, words)))
    day = formats.day(release.released_at, words.lang)
    key = "partly" if release.changed_count else "only_earlier"
    return words(f"report.draft_{key}", period=of.period, day=day, told=clauses(told, words))
