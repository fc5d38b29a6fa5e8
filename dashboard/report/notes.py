"""Notes on data and method: what the figures are of, and how every column is meant."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.report.overall import data_date
from dashboard.report.phrases import count, sentences
from dashboard.report.subject import Subject
from etl.warehouse import Audience

#: Columns and terms explained, in the order of the notes.
_TERMS = ("counts", "quarter", "attainment", "expected", "change", "rank", "classes", "press", "whole", "unknown", "scope", "method")


def notes(subject: Subject) -> Sequence[str]:
    """Data first, then method."""
    words = subject.words
    cuts = dict(zip(("on_track", "at_risk"), map(formats.percent, subject.inputs.cuts), strict=True))
    return [_data(subject), _origins(subject), *(words(f"report.note.{name}", **cuts) for name in _TERMS)]


def _data(subject: Subject) -> str:
    """Quarter, latest figure, what was counted, and for whom the figures are."""
    words, inputs = subject.words, subject.inputs
    said = [
        words("report.note.as_of", period=subject.period),
        data_date(subject),
        "" if inputs.audience is Audience.PUBLIC else _known_at(subject),
        words(f"report.note.{_whose(subject)}"),
    ]
    return sentences(said, words)


def _known_at(subject: Subject) -> str:
    words, moment = subject.words, subject.inputs.known_at
    if moment is None:
        return words("report.note.all_known")
    return words("report.note.known_at", moment=f"{formats.day(moment, words.lang)} {moment:%H:%M}")


def _whose(subject: Subject) -> str:
    """Whether the figures are public, or may be ahead of what is."""
    if subject.inputs.audience is Audience.PUBLIC:
        return "public"
    return "released" if subject.inputs.release.is_complete else "inside"


def _origins(subject: Subject) -> str:
    """How many plans and figures there are, and from how many sources."""
    words, origins = subject.words, subject.inputs.origins
    documents = len({row.document_id for row in subject.rows})
    said = [words("report.note.documents", documents=count("documents", documents, words)) if documents else ""]
    if origins.figures:
        reports = words("report.note.reports", reports=count("reports", origins.reports, words)) if origins.reports else ""
        said.append(
            words(
                "report.note.figures",
                figures=count("values", origins.figures, words),
                sources=count("sources", origins.sources, words),
                reports=reports,
            )
        )
    return sentences([*said, words("report.note.traced")], words)
