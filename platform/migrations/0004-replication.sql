-- What to copy from where to where, and how: the definition of which a run is one execution.

create table replication (
  id serial primary key,
  name text not null unique,
  -- As typed, like those of a run: the name of an instance, a URL, an archive.
  source_reference text not null,
  target_reference text not null,
  options json not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

-- A run outlives the definition that it came from.
alter table run add column if not exists replication_id integer;
alter table run add constraint run_replication foreign key (replication_id) references replication on delete set null;
create index run_replication_id on run (replication_id, id);
