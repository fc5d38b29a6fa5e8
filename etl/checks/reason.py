"""What counts as the reason for a doubtful figure."""

import re

from etl.intake.cells import matching

_REASON = re.compile(r"说明:(.*)", re.S)
#: Words that assure without saying why.
_SAYS_NOTHING = re.compile(
    "(?:已|经|均|都|数据|数值|数字|情况|信息|核实|核对|核查|复核|审核|确认|检查|无误|无异常|属实|正确|准确"
    "|真实|没有|没|问题|无|有|是|的|了|同上|见上|请|通过|说明|以上|本行|此|该|确|实|如此|[0-9])*+"
)
_SHORTEST = 4


def is_reason(note: str) -> bool:
    """Whether a note explains a doubtful figure: `说明：` and then something specific."""
    match = _REASON.fullmatch(matching(note))
    if not match:
        return False
    text = re.sub(r"[\W_]", "", match[1])
    return len(text) >= _SHORTEST and not _SAYS_NOTHING.fullmatch(text)
