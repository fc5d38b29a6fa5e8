-- Shares of the required speed from which a target is on track, and at risk, as in force at a time.
select
    max(value) filter (where cut = 'on_track') as on_track,
    max(value) filter (where cut = 'at_risk') as at_risk
from cut
where edition_id = (
    select max(edition_id) from edition where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
)
