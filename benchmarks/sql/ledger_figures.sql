-- The reports in the columns of the ledger's table `figure`, submission by submission.
select
    submission,
    row_no,
    region_code,
    metric,
    scope,
    month_no,
    counting,
    nature,
    confidence,
    value,
    unit,
    yoy,
    null as published_on,
    '统计月报' as source,
    '' as note,
    coalesce(value, '') as found_value,
    unit as found_unit
from report
order by submission, row_no
