"""What people see when something goes wrong: one sentence and a reference, no traceback."""

import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

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
        st.error(words.md("fault.sentence", reference=reference))


def explain(refused: Refused, words: Words) -> None:
    """Why a page cannot be shown: faults of the workspace's files, or rights that ended meanwhile."""
    if not any(problem.file for problem in refused.problems):
        st.error("\n\n".join(markdown(problem.message(words.lang)) for problem in refused.problems))
        return
    st.error(words.md("fault.registers", count=len(refused.problems)))
    listing(refused.problems, words)
    st.caption(markdown(words("fault.then")))


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
