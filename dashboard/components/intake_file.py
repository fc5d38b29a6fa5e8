"""The file: brought anew, worked on already, or taken in earlier."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import intake_state, source
from dashboard.components import acts, links, plan_original, problem_parts, submission_parts, widget_words
from dashboard.components.access_parts import from_here
from dashboard.components.long_table import laid_out
from dashboard.wording import Words, markdown
from etl.collection import plan_drafts
from etl.collection.plan_drafts import InWork, TakenIn
from etl.demo.plan import EXAMPLE, EXAMPLE_NAME
from etl.problems import Refused
from etl.registers import load_registers

_SHOWN = 20
FILE_TYPES = ("txt", "docx", "html", "htm", "pdf")


def start(account: str, own: Sequence[InWork], words: Words) -> None:
    """A new file, the files in work, and plans with recorded decisions."""
    _bring(account, words)
    _in_work(account, own, words)
    _taken_in(account, words)


def _bring(account: str, words: Words) -> None:
    file = widget_words.uploader(words("intake.file"), FILE_TYPES, intake_state.uploader_key(), words, "intake.not_taken")
    st.caption(words.md("intake.file_lead"))
    if source.workspace().is_demonstration:
        _example(words)
    if file is None:
        return
    try:
        with st.spinner(words("intake.reading_file")):
            intake_state.take(account, file.getvalue(), file.name)
    except Refused as refused:
        problem_parts.tiers(refused.problems, words, {})
        return
    st.rerun()


def _example(words: Words) -> None:
    """In a demonstration: a plan of the fictional province to try the page with."""
    st.download_button(
        words("intake.example"), from_here(lambda: EXAMPLE), EXAMPLE_NAME, "text/plain", icon=":material/download:",
        on_click="ignore", help=words("intake.example_help"), key="intake-example",
    )  # fmt: skip


def _in_work(account: str, own: Sequence[InWork], words: Words) -> None:
    if not own:
        return
    st.subheader(words.md("intake.in_work", count=len(own)), anchor=False)
    for one in own:
        with st.container(border=True, key=f"card-intake-file-{intake_state.short(one.plan_sha256)}", horizontal=True, vertical_alignment="center"):
            name = one.name or words("intake.no_name")
            st.markdown(_told(one, name, words))
            key = intake_state.short(one.plan_sha256)
            if st.button(words("intake.go_on"), key=f"intake-open-{key}", icon=":material/edit_document:", type="primary"):
                intake_state.show_file(one.plan_sha256)
                st.rerun()
            with st.popover(words("intake.drop"), icon=":material/delete:", key=f"intake-drop-{key}"):
                st.markdown(words.md("intake.drop_lead"))
                if st.button(words("intake.drop_now"), key=f"intake-drop-now-{key}"):
                    acts.perform(
                        lambda: plan_drafts.drop(source.workspace(), account, one.plan_sha256), lambda _: words("intake.dropped", name=name), words
                    )


def _told(one: InWork, name: str, words: Words) -> str:
    """Its name, the plan's title and when: of two files of one name each can be recognised."""
    title = words.md("intake.titled", title=one.title) if one.title else ""
    dates = {"kept": submission_parts.moment(one.kept_at), "at": submission_parts.moment(one.changed_at)}
    return " ".join(filter(None, [f"**{markdown(name)}**", title, words.md("intake.changed_at", **dates)]))


def _taken_in(account: str, words: Words) -> None:
    """Plans of the ledger: their targets are on 规划文件, and each can be taken up again."""
    here = source.workspace()
    found = plan_drafts.taken_in(here, account)
    if not found:
        return
    st.subheader(words.md("intake.taken_in", count=len(found)), anchor=False)
    titles = {one.document_id: one.title for one in load_registers(here).documents}
    head = [words(f"intake_column.{name}") for name in ("document", "title", "at", "file")]
    lines = [
        (code, titles.get(code, ""), submission_parts.moment(one.at), plan_original.hash_words(one.plan_sha256)) for one in found for code in one.document_ids
    ]
    laid_out("intake-taken", head, [(_to_plan(code), *rest) for code, *rest in lines], words, _SHOWN)
    with st.container(horizontal=True, vertical_alignment="bottom", key="intake-again"):
        of = {one.plan_sha256: one for one in found}
        chosen = st.selectbox(
            words("intake.pick_taken"),
            list(of),
            format_func=lambda one: _taken(of[one], titles, words),
            key="intake-taken-pick",
        )
        if st.button(words("intake.take_up"), key="intake-take-up", icon=":material/refresh:"):
            acts.perform(lambda: _take_up(account, chosen), lambda _: "", words)


def _taken(one: TakenIn, titles: Mapping[str, str], words: Words) -> str:
    """Which plan, and which file of it: two editions have one code and one title."""
    names = words("who.list").join(filter(None, (titles.get(code) for code in one.document_ids)))
    said = {"at": submission_parts.moment(one.at), "sha256": plan_original.hash_words(one.plan_sha256)}
    return words("intake.taken", documents=words("who.list").join(one.document_ids), titles=names, **said)


def _to_plan(document_id: str) -> str:
    return links.inline(markdown(document_id), "documents", document=document_id, plan="", record="text")


def _take_up(account: str, plan_sha256: str) -> None:
    intake_state.show_file(plan_drafts.take_up(source.workspace(), account, plan_sha256))
