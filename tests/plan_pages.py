"""Plans written for the purpose in the world of `tests.collection_world`, as files somebody brings to 规划录入."""

#: Two goals beyond doubt, one repeated, one that conflicts, one that no metric fits, a rank, a subsidy.
PLAN = """澜江市跨境电商三年行动方案（2026—2028年）
澜政发〔2026〕9号

澜江市人民政府
2026年6月30日

一、目标
到2028年，跨境电商出口额达到300亿元以上，跨境电商产业园达到12个。
二、任务
（一）到2027年，跨境电商出口额突破160亿元，进入全国前10位。
（二）到2028年，建成数字化示范仓20个以上，单个项目补助最高50万元。
"""
#: The same plan, changed: one goal lowered, one no longer there.
CHANGED = PLAN.replace("300亿元", "280亿元").replace("，跨境电商产业园达到12个", "").replace("2026年6月30日", "2026年7月10日")
HOSTILE = PLAN + "（三）<img src=x onerror=alert(1)> **每年** 举办对接活动30场以上 </div><script>alert(2)</script> [a](http://e.example)。\n"
TWO = """澜江市跨境电商实施方案（2026—2028年）
一、目标
到2028年，跨境电商出口额达到300亿元以上。
望海市跨境电商实施方案（2026—2028年）
一、目标
到2028年，跨境电商产业园达到9个。
"""
NOWHERE = """跨境电商行动方案（2026—2028年）
一、目标
到2028年，跨境电商产业园达到9个。
"""
