"""规划文件, for whoever is signed in: what the workspace keeps of one plan, apart from its targets."""

from dashboard import address, plan_record
from dashboard.components import plan_history, plan_original
from dashboard.findings.plans import Plan
from dashboard.wording import Words

_TARGETS = "targets"
_SECTIONS = {"text": plan_original.original, "batches": plan_history.batches, "editions": plan_history.editions}


def section(account: str, plan: Plan, words: Words) -> bool:
    """Text, batches or editions, where one of them was chosen; nothing of this for the public, and
    for plans whose targets were registered by hand."""
    record = plan_record.of_plan(account, plan.document.document_id)
    if record is None or not record.batches:
        return False
    names = {one: words(f"plan_record.section_{one}") for one in (_TARGETS, *_SECTIONS)}
    chosen = address.switch("record", words("plan_record.section"), list(names), names.get)
    if chosen != _TARGETS:
        _SECTIONS[chosen](record, words)
    return chosen != _TARGETS
