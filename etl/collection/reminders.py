"""Reminders to the regions whose report has not come."""

from collections.abc import Iterable, Sequence

from etl.collection.deadlines import quarter_words
from etl.collection.duties import Duty, Progress
from etl.period import Period
from etl.problems import wording


def reminder(duties: Sequence[Duty], lang: str = "zh") -> str:
    """A text to copy to those of `duties`, all of one quarter, that are missing or were sent
    back; empty if none is."""
    open_ = [duty for duty in duties if duty.is_open]
    if not open_:
        return ""
    first = open_[0]
    paragraphs = [
        _say(lang, "title", quarter=quarter_words(Period.parse(first.quarter), lang)),
        _say(lang, "late" if first.is_overdue else "due", due=first.due_date.isoformat(), days=first.days_late),
    ]
    for progress in (Progress.MISSING, Progress.RETURNED):
        if names := [_name(duty, lang) for duty in open_ if duty.progress is progress]:
            paragraphs.append(_say(lang, progress.value, names=_joined(names, lang)))
    return "\n".join([*paragraphs, _say(lang, "closing")])


def _name(duty: Duty, lang: str) -> str:
    return duty.name_en if lang == "en" and duty.name_en else duty.name_zh


def _joined(names: Iterable[str], lang: str) -> str:
    return (", " if lang == "en" else "、").join(names)


def _say(lang: str, key: str, **values: object) -> str:
    return wording(lang)[f"collection.reminder.{key}"].format(**values)
