-- How many reported figures there are up to a month and known at a time, every version counted.
with now as (select edition_id from moment_as_of($as_of, $known_at))
select count(*)
from actual_row a
join series s using (series_id)
join now on true
left join metric m on m.edition_id = now.edition_id and m.metric = s.metric
where
    a.month_no <= quarter_month($as_of)
    and a.known_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
    and ($region_codes::varchar[] is null or list_contains($region_codes::varchar[], s.region_code))
    and ($metric = '' or s.metric = $metric)
    and ($family = '' or coalesce(nullif(m.family, ''), 'other') = $family)
