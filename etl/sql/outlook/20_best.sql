-- The best quarter ever reached, among those known at evaluation; of equals the latest. Where
-- lower is better the steepest fall, as a positive figure. A rate and a count of regions do
-- not add up from quarter to quarter and have none.
select
    d.target_id,
    d.due_month,
    count(*) as quarters_known,
    max({value: case when d.sign > 0 then s.value else -s.value end, month_no: s.month_no}) as quarter
from duty d
join step s
    on s.series_id = d.series_id
    and s.is_amount = (d.kind = 'flow' and d.basis in ('increment', 'every_year'))
    and s.available <= d.evaluated_month
where d.kind <> 'rate' and d.basis <> 'each_subregion'
group by d.target_id, d.due_month
