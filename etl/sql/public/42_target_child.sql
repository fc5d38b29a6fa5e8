insert into target_child by name
select 1 as edition_id, own.* exclude (edition_id, series_id), series.series_id
from internal.target_child own
join internal.series named on named.series_id = own.series_id
join series
    on series.region_code = named.region_code
    and series.metric = named.metric
    and series.scope = named.scope
where own.edition_id = (select max(edition_id) from internal.edition)
