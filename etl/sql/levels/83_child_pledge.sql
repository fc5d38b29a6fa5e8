-- The strictest promise of each lower region for the same thing; drafts promise nothing yet.
-- With higher is better an unknown second promise leaves the known one a lower bound; with lower
-- is better it could be the stricter one, so that nothing is known.
select
    b.parent_code,
    b.child_code,
    p.metric,
    p.scope,
    p.measured,
    p.counted_from,
    p.due_month,
    case
        when any_value(p.sign) > 0 then max(p.value)
        when count(p.value) = count(*) then min(p.value)
    end as value,
    count(p.value) < count(*) as is_bound,
    bool_or(p.provisional) as provisional,
    list(p.target_id order by p.target_id) as target_ids
from pledge p
join below b on b.child_code = p.region_code
where not p.is_draft
group by all
