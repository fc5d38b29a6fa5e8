"""What lies open on page 规划录入: a file in work, one of its plans, and what holds for its quantities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.findings import intake_doubts, intake_regions
from dashboard.findings.intake import Item
from dashboard.findings.intake_carried import Carried
from dashboard.findings.intake_readings import Before
from etl.ledger import PlanDecision
from etl.plans.candidates import Span
from etl.plans.drafts import Draft, PartDraft
from etl.plans.parts import PlanFile, PlanPart
from etl.registers import Region, Registers
from etl.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies open: a file in work, one of its plans, every quantity of that plan; `carried` is
    what was decided on earlier editions and holds unless something else is said, `before` what
    they made of the same readings."""

    account: str
    plan_sha256: str
    number: str
    draft: Draft
    file: PlanFile
    registers: Registers
    recorded: Mapping[Span, PlanDecision]
    items: Sequence[Item] = ()
    carried: Carried = Carried()
    before: Mapping[Span, Before] = field(default_factory=dict)

    @property
    def part(self) -> PlanPart:
        return self.file.parts[int(self.number) - 1]

    @property
    def work(self) -> PartDraft:
        """What was entered for this plan and is not recorded."""
        return self.draft.part(self.number)

    @property
    def document(self) -> Mapping[str, str]:
        """The plan's row of `documents.csv`, as it was saved or else found."""
        return self.work.document or self.part.document

    @property
    def region_code(self) -> str:
        """The region of its goals unless they say another, as it was saved or else found."""
        return self._region_said or self.part.region_code

    @property
    def _region_said(self) -> str:
        """The same where a person said it, now or of an earlier edition."""
        return self.work.region_code or (self.carried.region_code if not self.part.region_code else "")

    @property
    def named(self) -> dict[str, str]:
        """Which metric stands for a name the text proposes, as was said now or of an earlier edition."""
        return {name: metric for name, metric in {**self.carried.metrics, **self.draft.named}.items() if metric}

    @property
    def placed(self) -> dict[str, str]:
        """Which region stands for a name of a place, as was said now or of an earlier edition."""
        return {name: code for name, code in {**self.carried.regions, **self.draft.placed}.items() if code}

    @property
    def fill(self) -> dict[Span, dict[str, str]]:
        """Cells that were filled in for several goals at once, and those corrected before."""
        found = intake_doubts.filling(self.part.candidates, self.named, self._region_said, self.placed, self.document.get("issued", ""))
        each = intake_regions.of_each(self.part.candidates, self.placed, self.regions, self.region_code)
        corrected = {span: one.cells for span, one in self.before.items()}
        places = dict.fromkeys((*found, *each, *corrected))
        return {span: {**found.get(span, {}), **each.get(span, {}), **corrected.get(span, {})} for span in places}

    @property
    def counted(self) -> dict[str, Mapping[str, str]]:
        """In which unit and how the metrics are counted that a name can stand for, by their ids."""
        known = {one.metric: {"unit": one.unit, "kind": str(one.kind), "name_zh": one.name_zh} for one in self.registers.metrics}
        return known | {one["metric"]: one for one in self.draft.metrics if one["metric"] not in known}

    @property
    def regions(self) -> list[Region]:
        """The regions of the register, and those that are new."""
        new = [
            Region(one["region_code"], one.get("name_zh", ""), one.get("name_en", ""), Level(one["level"]), one.get("parent_code", ""), "")
            for one in self.draft.regions
            if one.get("level") in set(Level)
        ]
        return [*self.registers.regions, *new]

    @property
    def text(self) -> str:
        return self.file.source.text
