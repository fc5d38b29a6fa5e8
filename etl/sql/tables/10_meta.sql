-- What this file was built from; data_version changes whenever an answer could.
create table meta (name varchar primary key, value varchar not null);
