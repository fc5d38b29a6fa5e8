"""What is assumed about a candidate where the text is silent, and how sure the rules are of it."""

from collections.abc import Iterator

from etl.extract.judge import Judged
from etl.extract.metric_words import Match
from etl.extract.objects import Object
from etl.extract.quantity import Form
from etl.extract.subsidies import is_set_aside
from etl.extract.terms import Assumption, NonGoal
from etl.vocabulary import Confidence

_SURE_REASONS = {NonGoal.DATE, NonGoal.DOCUMENT_NUMBER, NonGoal.MEETING, NonGoal.CODE, NonGoal.WEB, NonGoal.ORDINAL,
                 NonGoal.ITEM_COUNT, NonGoal.CITED_COUNT}  # fmt: skip
#: Assumptions that follow from the method and leave no doubt.
CONVENTIONS = {Assumption.START_TITLE, Assumption.START_ISSUED, Assumption.REGION_PLAN, Assumption.BASELINE_BEFORE_START,
               Assumption.MONEY_PER_YEAR}  # fmt: skip
#: Rules whose finds may be goals after all.
_UNSURE_RULES = {"names_each"}
#: Reasons that only the words around a figure give, and the marks of goals.
_SURROUNDED = {NonGoal.SLOGAN, NonGoal.EXISTING, NonGoal.SUBSIDY}
_AS_GOALS = ("以上", "左右", "不低于", "不少于")
_WEAK = {Assumption.DUE_NONE, Assumption.REGION_UNKNOWN, Assumption.REGION_NAMED, Assumption.ONE_AS_NUMBER}


def metric_assumptions(judged: Judged, match: Match | None, named: Object) -> Iterator[Assumption]:
    """What is assumed about the metric, and about the figure itself."""
    if match is None:
        yield Assumption.METRIC_PROPOSED
    elif match.is_close:
        yield Assumption.METRIC_CLOSE
    if named.continued is not None:
        yield Assumption.METRIC_INHERITED
    if judged.rule == "one":
        yield Assumption.ONE_AS_NUMBER
    if judged.setting.quantity.form is Form.MONEY and "年" not in judged.setting.before:
        yield Assumption.MONEY_PER_YEAR


def reason_confidence(judged: Judged) -> Confidence:
    """High where the form of a figure alone says that it is no goal; low where no rule spoke, or where the figure
    is written as goals are (75亿元以上, 15—20个), is what an authority sets aside or the number of what is named before it."""
    reason, setting = judged.reason, judged.setting
    quantity = setting.quantity
    is_like_a_goal = quantity.value_high is not None or quantity.after in _AS_GOALS or quantity.before in _AS_GOALS or is_set_aside(setting)
    if reason is NonGoal.UNDETERMINED or judged.rule in _UNSURE_RULES or reason in _SURROUNDED and is_like_a_goal:
        return Confidence.LOW
    return Confidence.HIGH if reason in _SURE_REASONS else Confidence.MEDIUM


def confidence(judged: Judged, assumed: list[Assumption]) -> Confidence:
    """High where rule and text say all, low where a person has to look, medium in between."""
    if not judged.goal.is_sure or _WEAK & set(assumed):
        return Confidence.LOW
    return Confidence.MEDIUM if set(assumed) - CONVENTIONS else Confidence.HIGH
