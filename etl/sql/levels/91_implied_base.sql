-- A level and a growth of one plan for the same date: together they name a base. Beside it the
-- base as reported, where it is known.
select
    l.document_id,
    l.region_code,
    l.metric,
    l.scope,
    l.due_month,
    l.target_id as level_id,
    g.target_id as growth_id,
    g.base_month,
    l.value as level_value,
    case when not t.provisional then t.target_value end as growth_value,
    case when not t.provisional then t.baseline_value end as known_base,
    l.value::double / g.factor::double as implied_base
from commitment l
join commitment g
    on g.document_id = l.document_id
    and g.region_code = l.region_code
    and g.metric = l.metric
    and g.scope = l.scope
    and g.due_month = l.due_month
    and g.basis in ('multiple', 'cagr')
    and g.factor > 0
left join target_value t on t.target_id = g.target_id and t.due_month = g.due_month
where l.basis = 'level' and l.value > 0
