-- What the warehouse holds of each submission: number of rows, the sum of their hashes,
-- and when it stopped counting.
select
    submission_id,
    count(*) as row_count,
    sum(hash(
        row_no::bigint, region_code, metric, scope, month_no::bigint, counting::varchar, value, yoy,
        nature::varchar, confidence::varchar, known_from, published_on, source, note
    )) as digest,
    max(known_until) as known_until
from actual
where submission_id is not null
group by submission_id
