create table metric (
    edition_id integer not null,
    metric varchar not null,
    name_zh varchar,
    name_en varchar,
    kind varchar not null,
    unit varchar,
    direction varchar not null,
    scope varchar not null,
    part_of varchar,
    yoy_of varchar,
    decimals integer,
    min_value decimal(38, 10),
    definition_zh varchar,
    definition_en varchar,
    family varchar
);
