-- The figure a level is judged by, per month: the trailing year of a flow, the value of a
-- stock, a rate's own row or else the 同比 of its flow's 累计 in the same scope.
with rate as (
    select distinct series_id, region_code, yoy_of, scope from commitment where yoy_of <> ''
),
published_growth as (
    select rate.series_id, f.month_no, f.yoy as value, f.confidence, f.month_no as available
    from rate
    join series s on s.region_code = rate.region_code and s.metric = rate.yoy_of and s.scope = rate.scope
    join figure f on f.series_id = s.series_id and f.counting = 'ytd' and f.yoy is not null
),
own as (
    select series_id, month_no, value, confidence, month_no as available
    from figure
    where counting = 'point'
)
from trailing_year
union all
from own
union all
select growth.*
from published_growth growth
anti join own on own.series_id = growth.series_id and own.month_no = growth.month_no
