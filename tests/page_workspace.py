"""A small workspace for tests of the pages: two cities, every way a target can stand."""

from pathlib import Path

AS_OF = "2025Q4"

_REGIONS = """region_code,name_zh,name_en,level,parent_code,note
990000,云岭省,Yunling Province,province,,
990100,澜江市,Lanjiang,city,990000,
990200,望海市,Wanghai,city,990000,
"""

_METRICS = """metric,name_zh,name_en,family,kind,unit,direction,scope,part_of,yoy_of,decimals,min_value,max_value,definition_zh,definition_en
export_value,跨境电商出口额,Cross-border exports,trade,flow,亿元,higher,commerce,,,,,,当年出口额。,Value exported in the year.
parks,跨境电商产业园数,E-commerce parks,carriers,stock,个,higher,municipal,,,0,,,期末园区数。,Parks at the end of the period.
events,对接活动数,Matchmaking events,services,flow,场,higher,municipal,,,0,,,当年活动数。,Events held in the year.
return_rate,退货率,Return rate,,rate,%,lower,municipal,,,,,,期末退货率。,Share of parcels returned.
"""

_DOCUMENTS = """document_id,title,number,issuer,issued,effective,expires,status,sha256,url,note
P,云岭省跨境电商行动方案,云政发〔2024〕1号,云岭省人民政府,2024-03-01,,2027-12-31,in_force,,,
E,澜江市实施方案,,澜江市人民政府,2020-01-01,,2022-12-31,ended,,,
D,望海市行动方案（征求意见稿）,,,,,,draft,,,
"""

_TARGETS = """target_id,region_code,metric,scope,document_id,clause,basis,comparator,value,value_high,unit,baseline_year,start,due,parent_id,children,obligation,responsible,figure,note
990000-01,990000,export_value,,P,一,multiple,eq,2,,倍,2024,2024-01-01,2027-12-31,,,firm,省商务厅,翻一番,
990000-02,990000,events,,P,二(一),every_year,ge,500,,场,,2024-01-01,2027-12-31,,,firm,,每年500场以上,
990000-03,990000,return_rate,,P,二(二),level,le,6,,%,,2024-01-01,2027-12-31,,,firm,,降至6%以下,
990000-04,990000,parks,,P,三,level,ge,100,,个,,2024-01-01,2027-12-31,,,aspirational,,100个以上,
990100-01,990100,export_value,,P,附,level,gt,150,,亿元,,2024-01-01,2027-12-31,,,firm,,突破150亿元,
990100-02,990100,parks,,E,四,level,ge,10,,个,,2020-01-01,2022-12-31,,,firm,,10个,
990200-01,990200,export_value,,P,附,level,ge,80,,亿元,,2024-01-01,2027-12-31,,,firm,,80亿元以上,
990200-02,990200,parks,,D,五,level,ge,5,,个,,2025-01-01,2027-12-31,,,draft,,5个,
990100-03,990100,export_value,retail,P,附,level,ge,20,,亿元,,2024-01-01,2027-12-31,,,firm,,20亿元,
"""

_ACTUALS = """地区,指标,年份,季度,月份,计数方式,数值,单位,同比,统计口径,数据性质,来源可信度,发布日期,数据来源,备注
云岭省,跨境电商出口额,2024,4,,本年累计,100,亿元,,,,,2025-01-20,云岭省商务厅,
云岭省,跨境电商出口额,2025,4,,本年累计,126,亿元,26,,,,2026-01-20,云岭省商务厅,
云岭省,对接活动数,2024,4,,本年累计,520,场,,,,,2025-01-20,云岭省商务厅,
云岭省,对接活动数,2025,2,,本年累计,230,场,,,,,2025-07-20,云岭省商务厅,
云岭省,退货率,2023,4,,期末,9,%,,,,,2024-01-20,云岭省商务厅,
云岭省,退货率,2025,4,,期末,7.5,%,,,,medium,2026-01-20,云岭省商务厅,
澜江市,跨境电商出口额,2023,4,,本年累计,60,亿元,,,,,2024-01-20,澜江市商务局,
澜江市,跨境电商出口额,2025,4,,本年累计,75,亿元,,,,,2026-01-20,澜江市商务局,
"""


def write_page_workspace(root: Path, *, demonstration: bool = False) -> Path:
    """Write the workspace into `root` and return it."""
    (root / "actuals").mkdir(parents=True)
    contents = {
        "regions.csv": _REGIONS,
        "metrics.csv": _METRICS,
        "documents.csv": _DOCUMENTS,
        "targets.csv": _TARGETS,
        "actuals/2025.csv": _ACTUALS,
    }
    for name, text in contents.items():
        (root / name).write_text(text, encoding="utf-8")
    if demonstration:
        (root / "DEMONSTRATION").write_text("", encoding="utf-8")
    return root
