"""What people see when something goes wrong: one sentence and a reference, no traceback."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard.wording import Words, markdown
from etl.problems import Refused

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
    """Why the data of the workspace cannot be used, fault by fault."""
    st.error(words.md("fault.registers", count=len(refused.problems)))
    st.dataframe(
        [
            {
                words("problem.file"): problem.file,
                words("problem.row"): problem.row,
                words("problem.column"): problem.column,
                words("problem.message"): problem.message(words.lang),
            }
            for problem in refused.problems[:200]
        ],
        hide_index=True,
    )
    st.caption(markdown(words("fault.then")))
