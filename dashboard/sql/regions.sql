-- Regions in force at a time.
select
    region_code,
    coalesce(name_zh, region_code) as name_zh,
    coalesce(name_en, '') as name_en,
    level,
    coalesce(parent_code, '') as parent_code,
    tile_column,
    tile_row
from region
where edition_id = (
    select max(edition_id) from edition where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
order by region_code
