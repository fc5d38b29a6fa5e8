-- One state of all registers, and the time in which it was in force (Asia/Shanghai).
create table edition (
    edition_id integer primary key,
    valid_from timestamp not null,
    valid_until timestamp
);
