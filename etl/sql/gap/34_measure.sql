-- The figure a level is judged by, per month: the trailing year of a flow, the value of a
-- stock, a rate's own row or else the 同比 of its flow's 累计 in the same scope.
with rate as (
    select distinct series_id, region_code, yoy_of, scope from commitment where yoy_of <> ''
),
published_growth as (
    select rate.series_id, r.month_no, figure_of(r.yoy, r.figure.confidence, r.month_no) as figure
    from rate
    join series s on s.region_code = rate.region_code and s.metric = rate.yoy_of and s.scope = rate.scope
    join reported r on r.series_id = s.series_id and r.counting = 'ytd' and r.yoy is not null
),
own as (
    select series_id, month_no, figure_of(value, confidence, month_no) as figure
    from figure
    where counting = 'point'
)
select series_id, month_no, figure from trailing_year
union all
select series_id, month_no, figure from own
union all
select g.series_id, g.month_no, g.figure
from published_growth g
anti join own on own.series_id = g.series_id and own.month_no = g.month_no
