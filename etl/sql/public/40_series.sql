-- Series that a visible row or a target names, numbered afresh: the numbers of the internal
-- warehouse would tell of figures that were reported and not released.
insert into series
with named as (
    select series_id from public_row
    union
    select series_id from internal.target where edition_id = (select max(edition_id) from internal.edition)
    union
    select series_id from internal.target_child where edition_id = (select max(edition_id) from internal.edition)
)
select row_number() over (order by region_code, metric, scope), region_code, metric, scope
from named
join internal.series using (series_id)
