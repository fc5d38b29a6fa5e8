-- The 累计 that reports state at each quarter end: the 累计 of that quarter, else the latest
-- earlier one plus every 当季 since. Each quarter may build on the one before.
with first_quarter as (
    select
        *,
        coalesce(total_1, single_1) as stated_1,
        coalesce(total_trust_1, single_trust_1) as trust_1
    from flow_year
),
half_year as (
    select
        *,
        coalesce(total_2, try(stated_1 + single_2)) as stated_2,
        coalesce(total_trust_2, least(trust_1, single_trust_2)) as trust_2
    from first_quarter
),
three_quarters as (
    select
        *,
        coalesce(total_3, try(stated_2 + single_3)) as stated_3,
        coalesce(total_trust_3, least(trust_2, single_trust_3)) as trust_3
    from half_year
),
full_year as (
    select
        *,
        coalesce(total_4, try(stated_3 + single_4)) as stated_4,
        coalesce(total_trust_4, least(trust_3, single_trust_4)) as trust_4
    from three_quarters
)
select
    series_id,
    year,
    columns('(stated|trust|total|total_trust|yoy)_[1-4]')
from full_year
