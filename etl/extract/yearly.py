"""每年 and what it governs."""

import re

from etl.extract.setting import Setting

#: 年培训 is done each year, while 年接待 and 年产值 are the level of one.
_YEARLY = re.compile(
    r"每年|逐年|每年度|年均(?!增长|增速|增幅|递增|下降|递减|降低|复合|增|浓度|气温|水平)"
    r"|(?:^|(?<=[,、;达到现]))年(?=培训|轮训|培养|新增|净增|举办|开展|组织|引进|完成|新建|改造|孵化)"
)
_ENDS = re.compile(r"累计|到(?:19|20)\d\d年|[,、]年(?!均|内|底)|达到|达(?=\d)|稳定在|保持在|%", re.ASCII)
#: Marks of a level, which is reached once.
_REACHED = ("达到", "达", "稳定在", "保持在")


def is_yearly(setting: Setting) -> bool:
    """每年 in the phrase itself, or 5000人次/年."""
    return bool(_YEARLY.search(setting.before)) or setting.after.startswith(("/年", "每年"))


def governs_yearly(setting: Setting) -> bool:
    """每年 in the phrase, or in an earlier phrase of the sentence with nothing since that ends it."""
    if is_yearly(setting):
        return True
    if setting.quantity.before in _REACHED or setting.quantity.before.endswith(("到", "至")):
        return False
    marks = list(_YEARLY.finditer(setting.clause_before))
    return bool(marks) and not _ENDS.search(setting.clause_before[marks[-1].end() :])
