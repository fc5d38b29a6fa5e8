-- Metrics as registered at a time.
select
    metric,
    coalesce(name_zh, metric) as name_zh,
    coalesce(name_en, '') as name_en,
    coalesce(family, '') as family,
    kind,
    coalesce(unit, '') as unit,
    direction,
    scope,
    coalesce(part_of, '') as part_of,
    coalesce(yoy_of, '') as yoy_of,
    coalesce(definition_zh, '') as definition_zh,
    coalesce(definition_en, '') as definition_en
from metric
where edition_id = (
    select max(edition_id) from edition where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
order by metric
