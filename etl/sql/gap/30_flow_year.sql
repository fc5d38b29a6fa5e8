-- Reported figures of a flow at quarter ends, one row per series and calendar year:
-- 本年累计 (total), its 同比 (yoy) and 当季 (single) of each quarter, with their confidence (trust).
-- The eight confidences travel as two bits each of one number, which costs one aggregate
-- instead of eight.
with quarter_end as (
    select
        series_id,
        (month_no - 1) // 12 as year,
        month_no % 12 // 3 as quarter, -- 0 for the fourth
        counting = 'ytd' as is_total,
        value,
        case when is_total then yoy end as yoy,
        confidence::integer << (quarter * 2 + if(is_total, 0, 8)) as trust
    from figure
    where counting <> 'point' and month_no % 3 = 0
),
pivoted as (
    select
        series_id,
        year,
        max(case when quarter = 1 and is_total then value end) as total_1,
        max(case when quarter = 2 and is_total then value end) as total_2,
        max(case when quarter = 3 and is_total then value end) as total_3,
        max(case when quarter = 0 and is_total then value end) as total_4,
        max(case when quarter = 1 then yoy end) as yoy_1,
        max(case when quarter = 2 then yoy end) as yoy_2,
        max(case when quarter = 3 then yoy end) as yoy_3,
        max(case when quarter = 0 then yoy end) as yoy_4,
        max(case when quarter = 1 and not is_total then value end) as single_1,
        max(case when quarter = 2 and not is_total then value end) as single_2,
        max(case when quarter = 3 and not is_total then value end) as single_3,
        max(case when quarter = 0 and not is_total then value end) as single_4,
        bit_or(trust) as trusts
    from quarter_end
    group by all
)
select
    * exclude (trusts),
    nullif((trusts >> 2) & 3, 0) as total_trust_1,
    nullif((trusts >> 4) & 3, 0) as total_trust_2,
    nullif((trusts >> 6) & 3, 0) as total_trust_3,
    nullif(trusts & 3, 0) as total_trust_4,
    nullif((trusts >> 10) & 3, 0) as single_trust_1,
    nullif((trusts >> 12) & 3, 0) as single_trust_2,
    nullif((trusts >> 14) & 3, 0) as single_trust_3,
    nullif((trusts >> 8) & 3, 0) as single_trust_4
from pivoted
