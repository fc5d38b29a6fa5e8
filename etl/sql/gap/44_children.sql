-- each_subregion: how many children reach the value. Its period is the earliest of the
-- children's, or the latest while some child has none.
select
    target_id,
    due_month,
    count(*) as children,
    count(*) - count(month_no) as children_missing,
    case when count(month_no) = count(*) then min(month_no) else max(month_no) end as actual_month,
    (count(*) filter (where reached))::decimal(38, 10) as value,
    min(confidence) as confidence
from child_figure
group by all
