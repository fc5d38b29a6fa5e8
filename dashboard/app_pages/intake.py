"""规划录入: a plan file, what it is, its quantities decided one by one or many at once, the confirmation."""

import streamlit as st

from dashboard import address, filing_state, intake_state, source, view
from dashboard.components import acts, gate, help, intake_card, intake_document, intake_file, intake_list, intake_metrics
from dashboard.components import intake_preview, intake_receipt, intake_regions, plan_text
from dashboard.findings import intake
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.collection import plan_drafts

_STEPS = ("document", "review", "confirm")


def page() -> None:
    """Files, or the one that is open: its document, its quantities, the confirmation."""
    account = gate.require("intake")
    now = view.current()
    words = now.words
    help.panel("intake", words, with_classes=False)
    view.heading(words.md("nav.intake"), words.md("intake.lead"))
    acts.notice()
    if done := intake_state.done(account):
        intake_receipt.receipt(done, now)
    own = plan_drafts.own(source.workspace(), account)
    desk = intake_state.opened(account, own)
    if desk is None:
        filing_state.demonstration_day(now)
        intake_file.start(account, own, words)
        return
    _head(desk, words)
    intake_document.pick_part(desk, words)
    intake_document.other_plan(desk, words)
    step = address.switch("step", words("intake.step"), _STEPS, lambda one: words(f"intake_step.{one}"))
    if step == "confirm":
        intake_preview.preview(desk, now)
    else:
        (_document if step == "document" else _review)(desk, words)


def _head(desk: Desk, words: Words) -> None:
    """Which file lies open, and the way back to the others."""
    with st.container(horizontal=True, vertical_alignment="center", key="intake-head"):
        st.markdown(f"**{markdown(desk.draft.name or words('intake.no_name'))}**")
        st.caption(words.md("intake.kept_note"))
        if st.button(words("intake.close"), key="intake-close", icon=":material/folder_open:"):
            intake_state.show_file("")
            st.rerun()


def _document(desk: Desk, words: Words) -> None:
    """The plan's row, and regions the register lacks: its own one first, since its code names the plan."""
    document, named = intake_document.document, intake_regions.named
    for section in (document, named) if desk.region_code else (named, document):
        section(desk, words)
    intake_regions.regions(desk, words)


def _review(desk: Desk, words: Words) -> None:
    """Counts, decisions on many, then text and card side by side, the list below."""
    acts.notice("intake-review")
    intake_list.overview(desk, words)
    intake_list.many(desk, words)
    intake_regions.named(desk, words)
    intake_metrics.together(desk, words)
    intake_list.conventional(desk, words)
    listed = intake_list.filtered(desk, words)
    chosen = intake.selected(listed, desk.items, st.query_params.get("at", ""))
    left, right = st.columns(2, gap="medium")
    with left:
        plan_text.text(desk, chosen, words)
    with right:
        if chosen is not None:
            intake_card.card(chosen, listed, desk, words)
        intake_card.by_hand(desk, words)
    intake_list.listing(listed, chosen, desk, words)


page()
