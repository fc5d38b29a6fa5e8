-- ytd(Y, m) of a flow, one row per month at which it is known.
with quarter_end as (
    select
        series_id,
        unnest([year * 12 + 3, year * 12 + 6, year * 12 + 9, year * 12 + 12]) as month_no,
        unnest([ytd_1, ytd_2, ytd_3, ytd_4]) as value,
        unnest([trust_1, trust_2, trust_3, trust_4]) as confidence,
        unnest([available_1, available_2, available_3, available_4]) as available
    from ytd_year
)
from quarter_end where value is not null
union all
from ytd_between where value is not null
