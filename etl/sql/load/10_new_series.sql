-- Numbers the series that `incoming` names for the first time.
insert into series
select
    (select coalesce(max(series_id), 0) from series)
    + row_number() over (order by region_code, metric, scope),
    region_code,
    metric,
    scope
from (select distinct region_code, metric, scope from incoming) new
anti join series known
    on known.region_code = new.region_code and known.metric = new.metric and known.scope = new.scope
