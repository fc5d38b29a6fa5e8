-- increment on a stock: the latest value since the start, less the value exactly at the
-- quarter before it; without either there is no actual.
with added as (
    select
        d.target_id,
        d.due_month,
        now.month_no,
        try(now.value - was.value) as value,
        least(now.confidence, was.confidence) as confidence
    from duty d
    join measure was on was.series_id = d.series_id and was.month_no = d.start_month - 1
    join measure now
        on now.series_id = d.series_id
        and now.month_no >= d.start_month
        and now.month_no <= d.evaluated_month
    where d.kind = 'stock' and d.basis = 'increment'
)
select
    target_id,
    due_month,
    max(month_no) as actual_month,
    arg_max(value, month_no) as value,
    arg_max(confidence, month_no) as confidence
from added
where value is not null
group by all
