-- The province of every region in force: the top of its chain of parents.
create temp table province as
with recursive above as (
    select region_code, region_code as ancestor from region
    union
    select above.region_code, region.parent_code
    from above
    join region on region.region_code = above.ancestor
    where region.parent_code <> ''
)
select above.region_code, above.ancestor as province_code
from above
join region on region.region_code = above.ancestor
where coalesce(region.parent_code, '') = ''
