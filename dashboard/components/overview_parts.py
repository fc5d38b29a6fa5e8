"""The first answer of 总览: one sentence, counts per class, and what is counted apart."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import formats, sayings, theme
from dashboard.findings import selection, standing
from dashboard.components import links, target_card
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.findings.shortfall import PRESSED
from dashboard.wording import Words, markdown
from etl.period import Period
from etl.vocabulary import DocumentStatus, Performance
from etl.warehouse import Audience

KNOWN_SHOWN = 4

_GOOD = (Performance.ACHIEVED, Performance.MET_SO_FAR, Performance.ON_TRACK)


def is_mostly_known(rows: Sequence[TargetRow]) -> bool:
    """Whether at least half of the counted targets have figures, so that verdicts lead the page."""
    counted = selection.counted(rows)
    return bool(counted) and 2 * len(selection.with_figures(counted)) >= len(counted)


def answer(rows: Sequence[TargetRow], as_of: str, words: Words, audience: Audience) -> None:
    """How we stand in one sentence; below it what was promised at all."""
    with st.container(key="answer", gap=None):
        st.markdown(markdown(sentence(rows, as_of, words, audience)))
        st.caption(markdown(promised(rows, words, audience)))


def sentence(rows: Sequence[TargetRow], as_of: str, words: Words, audience: Audience = Audience.PUBLIC) -> str:
    """Verdicts where most targets have figures, else what was promised and by when."""
    counted = selection.counted(rows)
    if not counted:
        return words("overview.answer_none")
    if is_mostly_known(rows):
        classes = Counter(row.performance for row in counted)
        judged = {"good": sum(classes[name] for name in _GOOD), "missed": classes[Performance.MISSED]}
        judged["late"] = sum(classes[name] for name in PRESSED) - judged["missed"]
        return words("overview.answer_judged", count=len(counted), open=len(counted) - sum(judged.values()), **judged)
    last = max(counted, key=lambda row: Period.parse(row.due_period).month_no).due_period
    return words(
        "overview.answer_promised",
        count=len(counted),
        due=len(selection.due_within(counted, as_of, selection.SOON_QUARTERS)),
        last=formats.due(last, words.lang),
        figures=len(selection.with_figures(counted)),
        known=_known(audience, words),
    )


def _known(audience: Audience, words: Words) -> str:
    """That there are figures, and whether released ones only."""
    return words("overview.known_public" if audience is Audience.PUBLIC else "overview.known_inside")


def promised(rows: Sequence[TargetRow], words: Words, audience: Audience) -> str:
    """How many documents, targets and figures there are, and how many of them are counted apart."""
    said = words(
        "overview.sentence",
        documents=len({row.document_id for row in rows}),
        count=len(rows),
        figures=len(selection.with_figures(rows)),
        known=_known(audience, words),
    )
    apart = {"ended": len(selection.ended(rows)), "drafts": len(selection.drafts(rows))}
    return said + (words("overview.targets_note", **apart) if any(apart.values()) else "")


def classes(rows: Sequence[TargetRow], before: Sequence[TargetRow], words: Words) -> None:
    """How many targets of plans in force are in each class, of how many, and by how many more
    or fewer than a quarter ago; drafts and ended plans apart."""
    counted = selection.counted(rows)
    changed = standing.change(counted, selection.counted(before))
    with st.grid(6, min_column_width=140, key="overview-classes"):
        for name, same in standing.by_class(counted).items():
            _class_tile(name, same, len(counted), changed[name], words)
    st.caption("  \n".join(markdown(line) for line in _below(rows, words)))


def _class_tile(name: str, rows: Sequence[TargetRow], total: int, change: int, words: Words) -> None:
    with st.container(key=f"tile-class-{name}", gap=None, height="stretch"):
        share = words.md("overview.share", count=total, share=formats.percent(len(rows) / total, 0))
        badge = links.inline(sayings.badge(rows[0], words), "data", **_listed(name))
        st.markdown(f"{badge}\n\n**{len(rows)}** :gray[:small[{share}]]")
        st.caption(words.md(_moved(change), count=abs(change)))


def _listed(name: str) -> dict[str, str]:
    """The choices of 数据 that list what a tile counts."""
    province = st.session_state.get("pick-province", "")  # 总览 may have chosen one's own unasked
    return {"table": "gaps", "class": name, "document_status": DocumentStatus.IN_FORCE, "province": province, "city": "", "metric": ""}


def _moved(change: int) -> str:
    return "overview.same" if not change else "overview.more" if change > 0 else "overview.fewer"


def _below(rows: Sequence[TargetRow], words: Words) -> list[str]:
    """The state of the data, then what is not in the counts."""
    lines = []
    if counted := selection.counted(rows):
        states = {str(state): count for state, count in standing.data_states(counted).items()}
        lines.append(words("overview.data_line", count=len(counted), **states))
    if ended := selection.ended(rows):
        lines.append(words("overview.ended_line", count=len(ended), classes=_counts(ended, words)))
    if drafts := selection.drafts(rows):
        lines.append(words("overview.drafts_line", count=len(drafts)))
    return lines


def _counts(rows: Sequence[TargetRow], words: Words) -> str:
    said = [
        words("overview.class_count", word=sayings.class_text(same[0], words), count=len(same))
        for same in standing.by_class(rows).values()
    ]
    return words("overview.comma").join(said)


def known(rows: Sequence[TargetRow], words: Words) -> None:
    """The few targets with figures, where most have none."""
    found = [] if is_mostly_known(rows) else selection.with_figures(rows)
    if found:
        st.markdown(f"**{words.md('overview.known', count=len(found))}**")
        target_card.cards(found[:KNOWN_SHOWN], words, key="known", with_region=True)


def legend(words: Words) -> None:
    """Symbol, word and colour of every class, where cells have only the symbol."""
    looks = [(words(f"performance.{name}"), look) for name, look in theme.LOOKS.items()]
    looks.insert(len(standing.CLASSES) - 2, (words("unknown.figure"), theme.UNPUBLISHED))
    st.caption("　".join(f":{look.name}[{look.symbol}]\u00a0{markdown(word)}" for word, look in looks))


def past(rows: Sequence[TargetRow], words: Words) -> None:
    """Targets past due without a final figure: per due date how many, and whose."""
    groups: dict[str, list[TargetRow]] = {}
    for row in rows:
        groups.setdefault(row.due_period, []).append(row)
    lines = [(formats.due(due, words.lang), str(len(same)), _whose(same, words)) for due, same in groups.items()]
    table("past", [words(f"fact.{name}") for name in ("due", "count", "regions")], lines)


def _whose(rows: Sequence[TargetRow], words: Words) -> str:
    names = selection.regions_of(rows)
    count = Counter(row.region_code for row in rows)
    said = [
        links.to_city(
            names[code], words("overview.region_count", region=sayings.region_name(names[code], words), count=count[code])
        )
        for code in names
    ]
    return Marked(markdown(words("overview.comma")).join(said))
