-- The series a computation can need: of every region and metric with a commitment in any
-- scope, of the children, and of the flow whose 同比 a rate is.
select s.series_id
from series s
where
    (s.region_code, s.metric) in (select (region_code, metric) from commitment)
    or (s.region_code, s.metric) in (select (region_code, yoy_of) from commitment where yoy_of <> '')
    or (s.region_code, s.metric) in (
        select (child.region_code, c.metric)
        from target_child child
        join commitment c using (target_id)
        where child.edition_id = (select edition_id from moment)
    )
