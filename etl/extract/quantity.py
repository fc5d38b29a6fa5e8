"""One quantity of a text, as it is written: before anybody asks what it means."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Form(StrEnum):
    """How a quantity is written; for figures with a unit, what kind of unit it is."""

    DATE = "date"
    DATETIME = "datetime"
    FIVE_YEAR = "five_year"
    DOCUMENT_NUMBER = "document_number"
    MEETING = "meeting"
    IDENTIFIER = "identifier"
    FORMULA = "formula"
    RANK = "rank"
    ORDINAL = "ordinal"
    DOUBLING = "doubling"
    ITEMS = "items"  # 五大
    BARE = "bare"  # no unit
    MONEY = "money"
    FOREIGN = "foreign"
    PEOPLE = "people"
    VISITS = "visits"
    COUNT = "count"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    ENERGY = "energy"
    TIME = "time"
    CONCENTRATION = "concentration"
    POINTS = "points"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    LEVEL = "level"
    LATIN = "latin"
    RATIO = "ratio"  # 2.8:1
    SLOGAN = "slogan"  # a short quoted phrase around numerals


#: Forms that name a time.
DATED = frozenset((Form.DATE, Form.DATETIME, Form.FIVE_YEAR))
#: Forms a goal can be stated in.
MEASURED = frozenset(Form) - {
    *DATED, Form.DOCUMENT_NUMBER, Form.MEETING, Form.IDENTIFIER,
    Form.FORMULA, Form.ORDINAL, Form.ITEMS, Form.BARE, Form.LEVEL, Form.SLOGAN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of the text. `start` to `end` is the figure with the marks of comparison that
    belong to it, `core` to `core_end` without them. `value` is in `unit` as written, multipliers
    included, None where it has no number; `before` and `after` are the marks."""

    start: int
    end: int
    core: int
    core_end: int
    form: Form
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    before: str = ""
    after: str = ""
