"""What counts as the reason for a doubtful figure."""

import re
import unicodedata

from etl.intake.cells import trimmed

#: 备注 begins with it; a confirmed nil may say so first: `零报送；说明：……`.
_REASON = re.compile(r"(?:零\s*报\s*送[\s,;.、，；。]*)?说\s*明\s*[:：﹕](.*)", re.S)
#: Words that assure without saying why. Longer ones stand before those they begin with.
_SAYS_NOTHING = re.compile(
    "(?:数据|数值|数字|情况|信息|核实|核对|核查|复核|审核|确认|检查|无误|无异常|属实|正确|准确|真实|没有|问题|同上"
    "|见上|通过|说明|以上|本行|如实|按实|填报|上报|实际|正常|合理|客观|存在|波动|变动|变化|特殊|原因|一致"
    "|已|经|均|都|没|无|有|是|的|了|请|此|该|确|实|如|为|系|属|与|[0-9]"
    "|verified|explanation|confirmed|accurate|checked|correct|figures|figure|numbers|number|normal|really|"
    "values|value|right|reason|there|above|these|this|that|data|been|have|with|none|okay|true|very|yes|the|are|"
    "and|all|has|see|was|our|ok|is|it|so|we|by|no|na)*+",
    re.IGNORECASE,
)
_SHORTEST = 4


def reason_in(note: str) -> str:
    """The reason a note gives, as written: `说明：` and then something specific; else empty."""
    match = _REASON.fullmatch(trimmed(note))
    if not match:
        return ""
    text = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", match[1]))
    is_specific = len(text) >= _SHORTEST and not _SAYS_NOTHING.fullmatch(text)
    return match[1].strip() if is_specific else ""


def is_reason(note: str) -> bool:
    """Whether a note explains a doubtful figure."""
    return bool(reason_in(note))
