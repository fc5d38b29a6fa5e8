-- A series is region × metric × scope; figures of two scopes are never mixed.
create table series (
    series_id integer primary key,
    region_code varchar not null,
    metric varchar not null,
    scope varchar not null
);
