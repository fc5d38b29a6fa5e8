"""What people see when something goes wrong: one sentence and a reference, no traceback."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard.components import states
from dashboard.wording import Words, markdown
from etl.problems import Problem, Refused

LOG = logging.getLogger("dashboard")


@contextmanager
def boundary(words: Words) -> Iterator[None]:
    """Runs a page; a refused register is explained, any other fault gets a reference."""
    try:
        yield
    except Refused as refused:
        explain(refused, words)
    except Exception:
        reference = secrets.token_hex(4)
        LOG.exception("page failed, reference %s", reference)
        states.fault(reference, words)


def explain(refused: Refused, words: Words) -> None:
    """Why a page cannot be shown: faults of the workspace's files, or rights that ended meanwhile."""
    if not any(problem.file for problem in refused.problems):
        with states.card("refused", "error", words.md("state.fault_title")):
            st.error("\n\n".join(markdown(problem.message(words.lang)) for problem in refused.problems))
            states.again(words)
        return
    with states.card("registers", "rule", words.md("state.registers_title")):
        st.error(words.md("fault.registers", count=len(refused.problems)))
        st.caption(words.md("fault.then"))
        st.caption(words.md("state.no_old_figures"))
        states.again(words)
    listing(refused.problems, words)


def listing(problems: Sequence[Problem], words: Words) -> None:
    """Problems of files, as data."""
    st.dataframe(
        [
            {
                words("problem.file"): problem.file,
                words("problem.row"): problem.row,
                words("problem.column"): problem.column,
                words("problem.message"): problem.message(words.lang),
            }
            for problem in problems[:200]
        ],
        hide_index=True,
    )
