-- In place of the relation of the same name of the gaps: also the series of the regions directly
-- below one with a commitment, whether they have one themselves or not.
with asked as (
    select region_code, metric from commitment
    union
    select below.region_code, c.metric
    from commitment c
    join region below on below.parent_code = c.region_code
    where below.edition_id = (select edition_id from moment)
    union
    select child.region_code, c.metric
    from target_child child
    join commitment c using (target_id)
    where child.edition_id = (select edition_id from moment)
    union
    select region_code, yoy_of from commitment where yoy_of <> ''
)
select s.series_id
from series s
where (s.region_code, s.metric) in (select (region_code, metric) from asked)
