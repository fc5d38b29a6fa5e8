-- Reported figures of a flow at quarter ends, one row per series and calendar year:
-- 本年累计 (total), its 同比 (yoy) and 当季 (single) of each quarter, with their confidence (trust).
select
    series_id,
    (month_no - 1) // 12 as year,
    max(value) filter (where counting = 'ytd' and month_no % 12 = 3) as total_1,
    max(confidence) filter (where counting = 'ytd' and month_no % 12 = 3) as total_trust_1,
    max(yoy) filter (where counting = 'ytd' and month_no % 12 = 3) as yoy_1,
    max(value) filter (where counting = 'quarter' and month_no % 12 = 3) as single_1,
    max(confidence) filter (where counting = 'quarter' and month_no % 12 = 3) as single_trust_1,
    max(value) filter (where counting = 'ytd' and month_no % 12 = 6) as total_2,
    max(confidence) filter (where counting = 'ytd' and month_no % 12 = 6) as total_trust_2,
    max(yoy) filter (where counting = 'ytd' and month_no % 12 = 6) as yoy_2,
    max(value) filter (where counting = 'quarter' and month_no % 12 = 6) as single_2,
    max(confidence) filter (where counting = 'quarter' and month_no % 12 = 6) as single_trust_2,
    max(value) filter (where counting = 'ytd' and month_no % 12 = 9) as total_3,
    max(confidence) filter (where counting = 'ytd' and month_no % 12 = 9) as total_trust_3,
    max(yoy) filter (where counting = 'ytd' and month_no % 12 = 9) as yoy_3,
    max(value) filter (where counting = 'quarter' and month_no % 12 = 9) as single_3,
    max(confidence) filter (where counting = 'quarter' and month_no % 12 = 9) as single_trust_3,
    max(value) filter (where counting = 'ytd' and month_no % 12 = 0) as total_4,
    max(confidence) filter (where counting = 'ytd' and month_no % 12 = 0) as total_trust_4,
    max(yoy) filter (where counting = 'ytd' and month_no % 12 = 0) as yoy_4,
    max(value) filter (where counting = 'quarter' and month_no % 12 = 0) as single_4,
    max(confidence) filter (where counting = 'quarter' and month_no % 12 = 0) as single_trust_4
from figure
where counting <> 'point' and month_no % 3 = 0
group by all
