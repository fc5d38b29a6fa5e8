-- The reports as the ledger hands accepted figures out; sequences leave room for one act more
-- per submission, as in a ledger.
select
    submission * 2 as sequence,
    format('S{:06d}', submission) as submission_id,
    row_no::integer as "row",
    region_code,
    metric,
    scope,
    month_no::integer as month_no,
    counting,
    nature,
    confidence,
    value,
    yoy,
    accepted_at as known_from,
    null::date as published_on,
    '统计月报' as source,
    '' as note
from report
order by submission, row_no
