-- ttm(Y, m) = ytd(Y, m) + annual(Y−1) − ytd(Y−1, m); in December the year itself.
select series_id, month_no, figure from ytd where month_no % 12 = 0
union all
select this.series_id, this.month_no, figure
from (
    select
        this.series_id,
        this.month_no,
        minus(plus(this.figure, whole.figure), same.figure) as figure
    from ytd this
    join ytd whole
        on whole.series_id = this.series_id and whole.month_no = this.month_no - (this.month_no - 1) % 12 - 1
    join ytd same on same.series_id = this.series_id and same.month_no = this.month_no - 12
    where this.month_no % 12 <> 0
) this
where figure is not null
