-- Performance and reason, first match wins.
select
    *,
    case
        when not_started then {performance: 'not_started', reason: null}
        when actual_value is null then
            {
                performance: 'not_assessable',
                reason: case when other is null then 'no_actual' else 'other_scope' end
            }
        when target_value is null then {performance: 'not_assessable', reason: 'no_baseline'}
        when provisional then {performance: 'not_assessable', reason: 'provisional_baseline'}
        when due_now and children_missing > 0 then
            {performance: 'awaiting_final', reason: 'children_missing'}
        when due_now and actual_month < due_month then {performance: 'awaiting_final', reason: null}
        when due_now and satisfied then {performance: 'achieved', reason: null}
        when due_now then {performance: 'missed', reason: null}
        when children_missing > 0 then {performance: 'not_assessable', reason: 'children_missing'}
        when satisfied and (basis = 'every_year' or (basis = 'increment' and kind = 'flow')) then
            {performance: 'achieved', reason: null}
        when satisfied then {performance: 'met_so_far', reason: null}
        when not has_path and basis in ('level', 'multiple', 'cagr') and base_satisfied then
            {performance: 'off_track', reason: 'regressing'}
        when not has_path then
            {
                performance: 'not_assessable',
                reason: case
                    when baseline_value is null and basis <> 'each_subregion' then 'no_baseline'
                    else 'no_path'
                end
            }
        when months_gone / months_in_all < 0.10 then {performance: 'not_assessable', reason: 'too_early'}
        when pace is null then {performance: 'not_assessable', reason: 'no_path'}
        else
            {
                performance: pace_class(pace, on_track, at_risk),
                reason: case when pace < 0 then 'regressing' end
            }
    end as class
from judged
