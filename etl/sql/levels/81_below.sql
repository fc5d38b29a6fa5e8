-- The regions that make up a region: the cities of a province, the counties of a city. Functional
-- zones lie inside counties or across them, so they are not among them.
select parent_code, region_code as child_code
from region
where
    edition_id = (select edition_id from moment)
    and level <> 'zone'
    and parent_code <> ''
