create table document (
    edition_id integer not null,
    document_id varchar not null,
    title varchar,
    number varchar,
    issuer varchar,
    issued date,
    effective date,
    expires date,
    status varchar,
    sha256 varchar,
    url varchar,
    note varchar
);
