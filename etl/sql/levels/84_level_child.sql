-- Every promise of a region that is made up of others, beside each of them: what the lower
-- region promises for the same thing, by the same date and in the same scope, if anything.
select
    parent.target_id,
    parent.due_month,
    parent.region_code,
    parent.metric,
    parent.scope,
    parent.measured,
    parent.sign,
    parent.never_negative,
    parent.value as parent_value,
    parent.provisional as parent_provisional,
    b.child_code,
    child.value as child_value,
    coalesce(child.is_bound, false) as is_bound,
    coalesce(child.provisional, false) as provisional,
    child.target_ids
from pledge parent
join below b on b.parent_code = parent.region_code
left join child_pledge child
    on child.parent_code = parent.region_code
    and child.child_code = b.child_code
    and child.metric = parent.metric
    and child.scope = parent.scope
    and child.measured = parent.measured
    and child.counted_from is not distinct from parent.counted_from
    and child.due_month = parent.due_month
where not parent.is_draft
