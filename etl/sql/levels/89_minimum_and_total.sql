-- A minimum for each lower region and a total for the region in one plan, by the same date: all
-- of them at the minimum do not reach the total, or the minimum alone already goes beyond it.
-- parts_high is what they come to at the upper end of a range, which no verdict tests.
with children as (
    select target_id, count(*)::decimal(9, 0) as children
    from target_child
    where edition_id = (select edition_id from moment)
    group by target_id
),
minimum as (
    select
        c.target_id,
        c.due_month,
        c.region_code,
        c.metric,
        c.scope,
        c.document_id,
        children.children::integer as children,
        try(c.value * children.children) as parts,
        try(c.value_high * children.children) as parts_high
    from commitment c
    join children using (target_id)
    where c.basis = 'each_subregion' and c.sign > 0 and c.comparator in ('ge', 'eq', 'between')
)
select
    m.*,
    total.target_id as total_id,
    total.value as whole,
    case
        when m.parts < total.value or (m.parts = total.value and total.comparator = 'gt') then 'minimum_short'
        when m.parts > total.value then 'minimum_beyond'
    end as conflict
from minimum m
join commitment total
    on total.document_id = m.document_id
    and total.region_code = m.region_code
    and total.metric = m.metric
    and total.scope = m.scope
    and total.due_month = m.due_month
    and total.basis = 'level'
    and total.comparator in ('ge', 'gt', 'eq', 'between')
where conflict is not null
