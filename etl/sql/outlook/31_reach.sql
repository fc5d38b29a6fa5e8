-- Whether the target can still be reached at the best quarter ever, first match wins, and the
-- last quarter at whose end it could even if nothing were added before. At least four known
-- quarters make a best one.
with found as (
    select
        n.target_id,
        n.due_month,
        n.whole_quarters,
        c.actual_month,
        case
            when c.actual_value is null then
                {state: 'unknown', reason: case when c.other is null then 'no_actual' else 'other_scope' end}
            when c.target_value is null then {state: 'unknown', reason: 'no_baseline'}
            when c.provisional then {state: 'unknown', reason: 'provisional_baseline'}
            when c.children_missing > 0 then {state: 'unknown', reason: 'children_missing'}
            when c.due_now and c.actual_month < c.due_month then {state: 'unknown', reason: 'awaiting_final'}
            when c.satisfied then {state: 'reached', reason: null}
            when c.due_now then {state: 'out_of_reach', reason: null}
            when c.kind = 'rate' or c.basis = 'each_subregion' then {state: 'unknown', reason: 'not_additive'}
            when coalesce(n.quarters_known, 0) < 4 then {state: 'unknown', reason: 'few_quarters'}
            when n.within_time then {state: 'reachable', reason: null}
            else {state: 'out_of_reach', reason: null}
        end as verdict
    from needed n
    join classed c on c.target_id = n.target_id and c.due_month = n.due_month
)
select
    target_id,
    due_month,
    verdict.state as state,
    verdict.reason as reason,
    case
        when verdict.state = 'reachable' then greatest(due_month - 3 * whole_quarters, actual_month)
    end as last_month
from found
