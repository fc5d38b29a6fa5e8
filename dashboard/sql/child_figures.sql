-- The children of every each_subregion target: the latest figure of each, and whether it
-- reaches the value.
with now as (select edition_id from moment_as_of($as_of, $known_at))
select
    f.target_id,
    f.region_code,
    coalesce(region.name_zh, f.region_code) as region_zh,
    coalesce(region.name_en, '') as region_en,
    period_text(f.month_no) as period,
    f.child_value as value,
    f.reached
from child_figure_as_of($as_of, $known_at) f
join now on true
join region on region.edition_id = now.edition_id and region.region_code = f.region_code
order by f.target_id, f.region_code
