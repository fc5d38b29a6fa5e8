-- Targets in force, with what their metric says about them.
select
    t.* exclude (edition_id, figure, note),
    m.kind,
    m.yoy_of,
    case m.direction when 'higher' then 1 else -1 end as sign
from target t
join metric m on m.edition_id = t.edition_id and m.metric = t.metric
where t.edition_id = (select edition_id from moment)
