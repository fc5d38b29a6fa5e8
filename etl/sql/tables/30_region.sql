create table region (
    edition_id integer not null,
    region_code varchar not null,
    name_zh varchar,
    name_en varchar,
    level varchar not null,
    parent_code varchar,
    tile_column integer,
    tile_row integer,
    note varchar
);
