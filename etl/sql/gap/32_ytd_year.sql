-- ytd at each quarter end: as stated, else the comparable base behind the 累计 and 同比 of the
-- same quarter a year later, which exists only once that row does (available, a month). A
-- comparable base never feeds a sum of 当季.
with year_known as (
    select series_id, year from stated_year
    union
    select series_id, year - 1 from stated_year where greatest(yoy_1, yoy_2, yoy_3, yoy_4) > -100
)
select
    known.series_id,
    known.year,
    coalesce(
        this.stated_1, case when next.yoy_1 > -100 then comparable_base(next.total_1, next.yoy_1) end
    ) as ytd_1,
    case when this.stated_1 is not null then this.trust_1 else next.total_trust_1 end as trust_1,
    known.year * 12 + 3 + case when this.stated_1 is not null then 0 else 12 end as available_1,
    coalesce(
        this.stated_2, case when next.yoy_2 > -100 then comparable_base(next.total_2, next.yoy_2) end
    ) as ytd_2,
    case when this.stated_2 is not null then this.trust_2 else next.total_trust_2 end as trust_2,
    known.year * 12 + 6 + case when this.stated_2 is not null then 0 else 12 end as available_2,
    coalesce(
        this.stated_3, case when next.yoy_3 > -100 then comparable_base(next.total_3, next.yoy_3) end
    ) as ytd_3,
    case when this.stated_3 is not null then this.trust_3 else next.total_trust_3 end as trust_3,
    known.year * 12 + 9 + case when this.stated_3 is not null then 0 else 12 end as available_3,
    coalesce(
        this.stated_4, case when next.yoy_4 > -100 then comparable_base(next.total_4, next.yoy_4) end
    ) as ytd_4,
    case when this.stated_4 is not null then this.trust_4 else next.total_trust_4 end as trust_4,
    known.year * 12 + 12 + case when this.stated_4 is not null then 0 else 12 end as available_4
from year_known known
left join stated_year this on this.series_id = known.series_id and this.year = known.year
left join stated_year next on next.series_id = known.series_id and next.year = known.year + 1
