-- The 本年累计 that reports state: the 累计 of that month, or at a quarter's end the latest
-- earlier 累计 of the year plus every 当季 since. Each quarter may build on the one before.
with year_of_quarters as (
    select
        series_id,
        (month_no - 1) // 12 as year,
        any_value(figure) filter (where counting = 'ytd' and month_no % 12 = 3) as total_1,
        any_value(figure) filter (where counting = 'ytd' and month_no % 12 = 6) as total_2,
        any_value(figure) filter (where counting = 'ytd' and month_no % 12 = 9) as total_3,
        any_value(figure) filter (where counting = 'ytd' and month_no % 12 = 0) as total_4,
        any_value(figure) filter (where counting = 'quarter' and month_no % 12 = 3) as single_1,
        any_value(figure) filter (where counting = 'quarter' and month_no % 12 = 6) as single_2,
        any_value(figure) filter (where counting = 'quarter' and month_no % 12 = 9) as single_3,
        any_value(figure) filter (where counting = 'quarter' and month_no % 12 = 0) as single_4
    from reported
    where month_no % 3 = 0
    group by all
),
first_quarter as (select *, coalesce(total_1, single_1) as stated_1 from year_of_quarters),
half_year as (select *, coalesce(total_2, plus(stated_1, single_2)) as stated_2 from first_quarter),
three_quarters as (select *, coalesce(total_3, plus(stated_2, single_3)) as stated_3 from half_year),
full_year as (select *, coalesce(total_4, plus(stated_3, single_4)) as stated_4 from three_quarters),
at_quarter_ends as (
    select
        series_id,
        unnest([year * 12 + 3, year * 12 + 6, year * 12 + 9, year * 12 + 12]) as month_no,
        unnest([stated_1, stated_2, stated_3, stated_4]) as figure
    from full_year
),
between_quarters as (
    select series_id, month_no, figure
    from reported
    where counting = 'ytd' and month_no % 3 <> 0
)
select series_id, month_no, figure from at_quarter_ends where figure is not null
union all
select series_id, month_no, figure from between_quarters
