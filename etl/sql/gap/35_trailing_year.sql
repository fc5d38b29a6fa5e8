-- ttm(Y, m) = ytd(Y, m) + annual(Y−1) − ytd(Y−1, m); in December the year itself.
with quarter_end as (
    select
        this.series_id,
        unnest([this.year * 12 + 3, this.year * 12 + 6, this.year * 12 + 9, this.year * 12 + 12]) as month_no,
        unnest(
            [
                trailing_sum(this.ytd_1, last.ytd_4, last.ytd_1),
                trailing_sum(this.ytd_2, last.ytd_4, last.ytd_2),
                trailing_sum(this.ytd_3, last.ytd_4, last.ytd_3),
                this.ytd_4
            ]
        ) as value,
        unnest(
            [
                least(this.trust_1, last.trust_4, last.trust_1),
                least(this.trust_2, last.trust_4, last.trust_2),
                least(this.trust_3, last.trust_4, last.trust_3),
                this.trust_4
            ]
        ) as confidence,
        unnest(
            [
                greatest(this.available_1, last.available_4, last.available_1),
                greatest(this.available_2, last.available_4, last.available_2),
                greatest(this.available_3, last.available_4, last.available_3),
                this.available_4
            ]
        ) as available
    from ytd_year this
    left join ytd_year last on last.series_id = this.series_id and last.year = this.year - 1
),
between_quarters as (
    select
        this.series_id,
        this.month_no,
        trailing_sum(this.value, last.ytd_4, same.value) as value,
        least(this.confidence, last.trust_4, same.confidence) as confidence,
        greatest(this.available, last.available_4, same.available) as available
    from ytd_between this
    join ytd_between same on same.series_id = this.series_id and same.month_no = this.month_no - 12
    join ytd_year last on last.series_id = this.series_id and last.year = (this.month_no - 1) // 12 - 1
)
from quarter_end where value is not null
union all
from between_quarters where value is not null
