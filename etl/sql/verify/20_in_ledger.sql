-- The same of `incoming`, a batch of figures as the ledger hands them out.
select
    submission_id,
    count(*) as row_count,
    sum(hash(
        "row"::bigint, region_code, metric, scope, month_no::bigint, counting, value::decimal(38, 10),
        yoy::decimal(38, 10), nature, confidence, known_from, published_on, source, note
    )) as digest
from incoming
group by submission_id
