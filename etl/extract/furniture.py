"""Lines that the page of a plan adds to it: where it comes from, how often it was read, what else to click."""

import re

_BEGINS = re.compile(
    r"[•●▪◆■]?[【\[]?(?:来源|来源专题|编译者|信息来源|信息分类|公开方式|组配分类|发布时间|发布日期|成文日期|发布机构|发文机关|发文字号|创建时间|访问量|浏览量|浏览次数|阅读量|阅读次数|阅读|点击数|点击量|字号|字体|索引号|主题分类"
    r"|体裁分类|有效性|作者|责任编辑|打印|附件下载)[】\]]?(?=[:：【\[\s]|$)"
    r"|(?:名称|标题|文号|关键词|主题词|公开目录|发布日期|失效日期)[:：]?$"
    r"|[【\[](?:索引号|主题分类|发布机构|成文日期)|首页|Print$|欢迎扫码|扫一扫|分享到|Baidu$|map$|版权所有|.{0,20}ICP备|网站标识码"
)
#: Labels that a page puts before what it says of a document.
_LABELS = re.compile("(?:索引号|发布机构|发文机关|成文日期|发布日期|发布时间|信息分类|主题分类|编译者|有效性|关键词|效力等级)[】]?[:：]?|(?:名称|标题|文号)[:：]")


def says_of_page(line: str) -> bool:
    """Whether a line holds several labels of what the page says of a document."""
    return len(_LABELS.findall(line)) > 1


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page and not to the plan."""
    return bool(_BEGINS.match(line))
