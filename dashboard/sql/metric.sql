-- One metric as registered at a time.
select
    metric,
    coalesce(name_zh, metric) as name_zh,
    coalesce(name_en, '') as name_en,
    kind,
    coalesce(unit, '') as unit,
    scope,
    coalesce(definition_zh, '') as definition_zh,
    coalesce(definition_en, '') as definition_en
from metric
where metric = $metric and edition_id = (
    select max(edition_id) from edition where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
