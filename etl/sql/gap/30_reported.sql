-- Figures of flows as they stand in their rows.
select
    series_id,
    month_no,
    counting,
    yoy,
    figure_of(value, confidence, month_no) as figure
from figure
where counting <> 'point'
