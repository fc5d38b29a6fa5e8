-- Everything known about a duty side by side, and whether it has a path.
select
    d.target_id,
    d.due_month,
    d.region_code,
    d.metric,
    d.scope,
    d.basis,
    d.kind,
    d.comparator,
    d.sign,
    t.high,
    d.plan_start_month,
    d.evaluated_month,
    t.target_value,
    t.baseline_value,
    t.baseline_month,
    coalesce(t.provisional, false) as provisional,
    a.value as actual_value,
    a.actual_month,
    case when a.value is not null then least(a.confidence, t.baseline_confidence) end as confidence,
    coalesce(a.children_missing, 0) as children_missing,
    o.other,
    d.basis in ('multiple', 'cagr') as geometric,
    a.actual_month - t.baseline_month as months_gone,
    d.due_month - t.baseline_month as months_in_all,
    d.due_month - a.actual_month as months_left,
    ahead(d.sign, t.target_value, a.value) as gap_to_target,
    coalesce(
        d.basis <> 'each_subregion'
        and not t.provisional
        and a.value is not null
        and ahead(d.sign, t.target_value, t.baseline_value) > 0,
        false
    ) as has_path
from duty d
left join target_value t on t.target_id = d.target_id and t.due_month = d.due_month
left join actual a on a.target_id = d.target_id and a.due_month = d.due_month
left join other_scope o on o.target_id = d.target_id and o.due_month = d.due_month
