"""Units as written → the canonical unit of the register, exactly."""

from decimal import Decimal

from etl.extract.quantity import Form, Quantity
from etl.intake.cells import widened
from etl.intake.layout import Layout
from etl.registers.model import Metric
from etl.vocabulary import Basis

#: What would be less in the canonical unit stays as written where no metric says otherwise:
#: income per head in 元, what is emitted in 吨.
_SMALLEST, _SMALLEST_MONEY = Decimal(1), Decimal("0.01")
#: Units that are other words for one of the register.
_SAME = {"名": "人", "位": "人", "元人民币": "元", "元(人民币)": "元", "人民币": "元"}
_GROWTH_UNITS = {Basis.MULTIPLE: "倍", Basis.CAGR: "%"}
_GROWTH = (Form.DOUBLING, Form.POINTS)


def fits(metric: Metric, quantity: Quantity, layout: Layout, is_growth: bool) -> bool:
    """Whether a figure in its unit can be a figure of a metric."""
    if is_growth or quantity.form in _GROWTH:
        return metric.kind != "rate" or quantity.form is Form.PERCENT
    if quantity.form is Form.RANK:
        return True
    unit = _plain(quantity.unit)
    if unit == metric.unit or layout.convert(Decimal(1), unit, metric.unit) is not None:
        return True
    return quantity.form is Form.COUNT and _is_counter(metric.unit)


def _is_counter(unit: str) -> bool:
    return unit in ("个", "家", "条", "场", "处", "座", "所", "户", "项", "件", "套", "台", "辆", "艘", "种", "篇", "部")


def _plain(unit: str) -> str:
    return _SAME.get(unit, unit)


def canonical_unit(quantity: Quantity, basis: Basis | None, metric: Metric | None, layout: Layout) -> tuple[str, Decimal]:
    """The unit a value is given in and the factor to it: of growth its own, else that of the metric, else that of the list of units."""
    if growth_unit := _GROWTH_UNITS.get(basis):
        return growth_unit, Decimal(1)
    unit = quantity.unit if quantity.form is Form.RANK else _plain(quantity.unit)
    if quantity.form is Form.DOUBLING or quantity.form is Form.MULTIPLE:
        return "倍", Decimal(1)
    if quantity.form is Form.POINTS:
        return unit, Decimal(1)
    if metric is not None:
        factor = Decimal(1) if unit == metric.unit else layout.convert(Decimal(1), unit, metric.unit)
        return metric.unit, Decimal(1) if factor is None else factor
    known = layout.units.get(unit)
    if known and quantity.value is not None and abs(quantity.value) * known.factor < (_SMALLEST_MONEY if quantity.form is Form.MONEY else _SMALLEST):
        return unit, Decimal(1)
    return (known.canonical, known.factor) if known else (unit, Decimal(1))


def in_unit(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else widened.multiply(value, factor)
