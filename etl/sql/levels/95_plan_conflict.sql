-- Places where two numbers of one plan do not fit together, one row each; base_unknown is one
-- that can be judged only when the base is published. other_base is the reported base, or the
-- higher of two implied ones.
with cut as (select about_tolerance::double as tolerance from cuts),
implied as (
    select *, round(abs(implied_base / nullif(known_base::double, 0) - 1), 9) as deviation from implied_base
),
-- Of the bases that one plan implies for one year, the lowest and the highest.
spread as (
    select
        document_id,
        region_code,
        metric,
        scope,
        base_month,
        (list(struct_pack(growth_id, level_id, due_month, implied_base) order by implied_base, growth_id, level_id)) as pairs
    from implied
    where known_base is null
    group by all
),
extremes as (select * exclude (pairs), pairs[1] as low, pairs[-1] as high from spread),
found as (
    select
        conflict, document_id, region_code, metric, scope, target_id, due_month,
        total_id as other_id, due_month as other_month, children, parts as value, parts_high as value_high,
        whole as other_value, null as base_month, null as implied_base, null as other_base
    from minimum_and_total
    union all by name
    select
        'falling_stage' as conflict, document_id, region_code, metric, scope, target_id, due_month,
        earlier_id as other_id, earlier_month as other_month, value, earlier_value as other_value
    from falling_stage
    union all by name
    select
        case when known_base is null then 'base_unknown' else 'base_differs' end as conflict,
        document_id, region_code, metric, scope, level_id as target_id, due_month,
        growth_id as other_id, due_month as other_month, level_value as value, growth_value as other_value,
        base_month, implied_base, known_base::double as other_base
    from implied, cut
    where known_base is null or deviation > tolerance
    union all by name
    select
        'bases_disagree' as conflict, document_id, region_code, metric, scope,
        low.level_id as target_id, low.due_month as due_month, high.level_id as other_id, high.due_month as other_month,
        base_month, low.implied_base as implied_base, high.implied_base as other_base
    from extremes, cut
    where round(high.implied_base / low.implied_base - 1, 9) > tolerance
)
from found
