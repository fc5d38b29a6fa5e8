-- Class boundaries in force.
select
    max(value) filter (where cut = 'on_track')::double as on_track,
    max(value) filter (where cut = 'at_risk')::double as at_risk,
    max(value) filter (where cut = 'about_tolerance') as about_tolerance
from cut
where edition_id = (select edition_id from moment)
