"""What commands say in the words of the pages, which are imported when it is said.

`etl` works without Streamlit, and commands that say nothing of the kind start without it.
"""

from collections.abc import Iterator, Sequence

from etl.collection import plan_reading
from etl.ledger import clock
from etl.period import Period
from etl.plans.base_conflicts import BaseConflict
from etl.registers import load_registers
from etl.workspace import Workspace


def quiet_streamlit() -> None:
    """Outside a server Streamlit warns of every cache it keeps in memory, which is all there is."""
    from streamlit import logger

    logger.set_log_level("ERROR")


def contradictions(workspace: Workspace, document_id: str, misfits: Sequence[BaseConflict], lang: str) -> Iterator[str]:
    """Where numbers of one plan contradict each other as 规划录入 tells it after a confirmation: a
    line each below a line that counts them; what only waits for a base to be published comes last."""
    quiet_streamlit()
    from dashboard.components import intake_consistency
    from dashboard.findings import intake_contradictions, quarters
    from dashboard.wording import Words

    words, registers = Words(lang), load_registers(workspace)
    as_of = Period(quarters.last_finished(clock.now_in(workspace).date()))
    found = plan_reading.contradictions(workspace, document_id, as_of, registers, misfits)
    told, waiting = intake_contradictions.contradictions(found, registers)
    yield words("intake_consistency.title", count=len(told)) if told else words("intake_consistency.none")
    for number, one in enumerate([*told, *waiting]):
        if number == len(told):
            yield words("intake_consistency.waiting", count=len(waiting))
        kind = words(intake_consistency.kind(one))
        yield f"  {kind}　{intake_consistency.sentence(one, words)}　{intake_consistency.both(one, words)}"
