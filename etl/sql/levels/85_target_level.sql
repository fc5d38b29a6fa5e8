-- Do the promises of the lower regions add up to that of the region? One row per promise of a
-- region that is made up of others. A sum over some of them only is a bound: it can show that the
-- parts reach the whole, never that they fall short. A region with a single lower one in the
-- register is not taken for divided completely. Sums of figures beyond 10²⁴ are not attempted.
with summed as (
    select
        target_id,
        due_month,
        region_code,
        metric,
        scope,
        measured,
        sign,
        never_negative,
        parent_value,
        count(*) as children,
        count(target_ids) as children_with_target,
        count(child_value) as children_known,
        sum(child_value) filter (where abs(child_value) < 1000000000000000000000000) as children_value,
        count(*) > 1
            and count(child_value) = count(*)
            and not bool_or(is_bound)
            and max(abs(child_value)) < 1000000000000000000000000 as is_complete,
        bool_or(provisional or parent_provisional) as provisional
    from level_child
    group by all
),
compared as (
    select
        *,
        try(children_value - parent_value) as over,
        sign * over >= 0 as adds_up
    from summed
)
select
    * exclude (sign, never_negative, over, adds_up),
    case
        when children_with_target = 0 then 'none'
        when parent_value is null or children_known = 0 then 'unknown'
        when is_complete and adds_up then 'reached'
        when is_complete then 'short'
        when never_negative and sign > 0 and adds_up then 'reached'
        when never_negative and sign < 0 and not adds_up then 'short'
        else 'partial'
    end as allocation,
    case when allocation in ('reached', 'short') then over end as difference,
    case when allocation in ('reached', 'short') then over::double / nullif(parent_value::double, 0) end
        as difference_share
from compared
