"""The sheet 说明: how a template is filled in and sent."""

from datetime import date

from etl.intake.own_marks import TemplateTitle
from etl.period import Period, day_worded


def guide(title: TemplateTitle, deadline: date) -> list[tuple[str, str]]:
    """What to do, heading and text, in the order in which it is done."""
    return [
        ("本模板", f"{title.region_name}（{title.region_code}），{Period.parse(title.quarter).worded('zh')}。只用于该地区、该报告期，换用会被退回。"),
        ("截止日期", f"{day_worded(deadline, 'zh')}（北京时间，含当日）"),
        ("第一步", "请在“填报”表的浅黄色格子里填数，其余格子已锁定，不必改动。"),
        ("数值", "请只填阿拉伯数字，例如 1386.75。不写“约”“以上”和区间，不写单位，不填公式。"),
        ("没有数据", "数值请留空，按未报处理，不影响以前的数。确实为零的，请填 0，并在备注写“零报送”。"),
        ("单位", "可从下拉中改选，例如“万元”，系统精确换算；外币不折算。"),
        ("计数方式", "“本年累计”是1月1日至季末的合计，“当季”只是这三个月，两者不可混填；“期末”是季末当日的存量。"),
        ("同比", "请填公布的百分数，例如 12.5；下降 12.5% 填 -12.5；没有公布的留空。"),
        ("统计口径", "不同口径的数相差数倍。口径与预填的不同时，必须从下拉中改选。"),
        ("数据性质", "一般为“正式”。“预计”只作展示，不计入；“撤回”收回已报的数，备注须写“说明：”及缘由。"),
        ("存疑的数", "与往期相差十倍以上、累计或存量下降、恰好等于目标等，须在备注写明具体缘由，例如“说明：2家园区11月被撤销认定”。只写“已核实”无效。"),
        ("参考列", "“上期数”“上年同期数”供对照，不报送，可以保留。"),
        ("最后一步", "保存后请在“报送”页上传。有问题会逐条指出行、列和改法，也可下载第一列为“核对结果”的原表，改好后直接重传。"),
        ("English", "Type figures into the yellow cells of the sheet 填报 and upload it on the page 报送. Leave 数值 empty where there "
         "is no figure; a confirmed nil is 0 with 零报送 in 备注. A doubtful figure needs its specific reason in 备注 after 说明：."),
    ]  # fmt: skip

