-- Targets as registered at a time, with the names of what they are about.
with now as (
    select max(edition_id) as edition_id
    from edition
    where valid_from <= coalesce($known_at::timestamp, 'infinity'::timestamp)
),

children as (
    select target_id, list(region_code order by region_code) as codes
    from target_child
    join now using (edition_id)
    group by target_id
)

select
    target.target_id,
    target.region_code,
    coalesce(region.name_zh, target.region_code) as region_zh,
    coalesce(region.name_en, '') as region_en,
    target.metric,
    coalesce(metric.name_zh, target.metric) as metric_zh,
    coalesce(metric.name_en, '') as metric_en,
    coalesce(metric.family, '') as family,
    target.scope,
    target.basis,
    target.comparator,
    target.value,
    target.value_high,
    coalesce(nullif(target.unit, ''), metric.unit, '') as unit,
    target.baseline_year,
    target.start_date,
    target.due_date,
    coalesce(target.parent_id, '') as parent_id,
    coalesce(children.codes, []) as children,
    coalesce(target.obligation, 'firm') as obligation,
    coalesce(target.responsible, []) as responsible,
    coalesce(target.document_id, '') as document_id,
    coalesce(document.status, 'in_force') as document_status,
    coalesce(target.clause, '') as clause,
    coalesce(target.figure, '') as figure,
    coalesce(target.note, '') as note
from target
join now using (edition_id)
left join region on region.edition_id = now.edition_id and region.region_code = target.region_code
left join metric on metric.edition_id = now.edition_id and metric.metric = target.metric
left join document on document.edition_id = now.edition_id and document.document_id = target.document_id
left join children on children.target_id = target.target_id
order by target.target_id
