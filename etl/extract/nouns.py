"""Names of what figures count: the noun without the verbs before it and the particles behind it."""

import re

from etl.extract.lexicon import either, words

MEASURED_AS = re.compile(rf"(?:[\u4e00-\u9fff]{{2}}率|{either(words('shared_measures', 'names'))})$")
_COUNT_OF = re.compile("(?:总数|数量|总量|个数|家数)$")
COUNTED_FROM = re.compile(r"(?:由|从(?!业|事))[^,;。]{1,36}$")
_LONG_BRACKET = re.compile("□{13,}")
_VERBS = either(words("setting_out", "goals"))
_YEARS = r"(?:19|20)\d\d(?:年?[底末]前?|年)?[-—~至]{0,2}(?:(?:19|20)\d\d年[底末]?)?"
_EACH_PLACE = r"(?:除[^,;。]{2,20}外)?(?:其余|其[他它])各[市县区地]各?|每个?(?:设区市|县区|市县|县□*|市□*|区|乡镇|镇|乡|街道|社区|行政村|自然村|村)(?!级|域)"
_LEADING = "|".join((
    rf"{_VERBS}(?!商|业|者|型|器|量|率|额|面|期|区(?!域)|带|圈|园)", _EACH_PLACE, _YEARS, r"年(?!内|均|度|轻|龄)", r"[一二三四五六七八九十\d]+年(?:内|来)?",
    r"全[省市县区国]", r"共(?![享同建有赢治配])", r"到(?!位|访|港|岗)", r"\s", r"[—-]{2,}|[•●▪◆■]|\d{1,2}[.、](?!\d)", either(words("leading", "names")),
))  # fmt: skip
#: What stands before the noun of an object, and what behind it.
_NOT_NOUN = re.compile(f"^(?:(?:{_LEADING})+)", re.ASCII)
#: 在…地区建设
_WHERE = re.compile(r"^在[^,;。]{1,20}各(?:设立?|建设?|布局|开设)(?![施备计区])|^在[^,;。]{2,60}?(?:统筹)?(?=建设|打造|布局|新建|建成|培育|开展|设立|建立|推广|实施|新增)")
_COMPARED_YEAR = r"(?:较|(?<!占)比|在|以|[到至](?=\d))?(?:19|20)\d\d年(?:[底末]|的)?(?:(?:[\d.]+[^,;。\d]{1,4}?的?)?基础上|水平|相比|[\d.]+[万亿]{0,2}[元个家人亩吨件张条%])?"
_BY_THEN = r"(?:须|应)?于?(?:(?:19|20)\d\d年)?(?:\d{1,2}月[底末]?|[底末])前"
PARTICLES_BEHIND = re.compile(rf"(?:(?:{_COMPARED_YEAR}|{_BY_THEN}|(?<!占)比|(?<![人户年])均|{either(words('trailing', 'names'))})+)$", re.ASCII)
#: 园区实现综合产值, 集体收入保持在人均
_REACHES = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:实现(?=[\u4e00-\u9fff]{0,6}(?:额|值|收入|规模|量|利润|税收)$)|(?:保持|稳定)在(?=人均$))")
MAX_NAME = 30


def noun_of(text: str) -> str:
    """The noun of an object: without verbs before it and particles behind it."""
    stripped = COUNTED_FROM.sub("", PARTICLES_BEHIND.sub("", _NOT_NOUN.sub("", _WHERE.sub("", _LONG_BRACKET.sub("", text)))))
    stripped = re.split(r"[,;:。]", stripped)[-1].strip("、“”()")
    if stripped.count("“") != stripped.count("”"):
        stripped = stripped.replace("“", "").replace("”", "")
    stripped = _REACHES.sub("", stripped)
    return stripped[-MAX_NAME:] if len(stripped) > 1 else ""


def without_region(name: str, region: str) -> str:
    """A name without the region whose figure it is: 望湖县创建度假区 → 度假区."""
    whole, joint, own = name.rpartition("·")
    own = own.removeprefix("支持") if own.startswith("支持" + region) else own
    return whole + joint + (noun_of(own.removeprefix(region)) or own) if region and own.startswith(region) else name


def beside(whole: str, name: str) -> str:
    """Another measure of what was counted: 海外仓总数, 总面积 → 海外仓总面积."""
    return _COUNT_OF.sub("", whole) + name if name.startswith("总") else f"{whole}·{name}"


def of_both(lead: str, place: int) -> str:
    """城乡居民收入分别增长7%、8%: of those in towns, and of those in villages."""
    return lead.replace("城乡居民", ("城镇居民", "农村居民")[place])


def with_measure(item: str, last: str) -> str:
    """With what is measured of the last of a list, and of the others as well: 果蔬和肉类流通率 → 果蔬流通率."""
    measure = MEASURED_AS.search(last)
    if measure is None or MEASURED_AS.search(item):
        return item
    shared = next(length for length in (2, 1, 0) if item.endswith(measure[0][:length]))
    return item + measure[0][shared:]
