-- Every version of one figure that came from no submission, in the order in which they count:
-- published ones and, in the public warehouse, those that were released.
select value, yoy, nature, confidence, source, note, file, row_no, nullif(known_from, '-infinity'::timestamp) as known_from
from actual
where region_code = $region_code
    and metric = $metric
    and scope = $scope
    and counting = $counting
    and month_no = $month_no
    and submission_id is null
order by version
