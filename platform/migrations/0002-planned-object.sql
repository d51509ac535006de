-- What a run found on both sides, and means to do: read once, so that a run goes on after a crash without reading again,
-- and so that no instance has to fit in memory. Emptied when the run is completed.

-- An object of the source, as it was read. JSON as text: jsonb refuses characters that DHIS2 takes.
create table planned_object (
  run_id integer not null references run on delete cascade,
  type text not null,
  uid text not null,
  name text,
  -- `property=value` lines for every property that must be unique on the target.
  unique_keys text not null,
  payload text not null,
  -- Digest of the canonical form that the target should hold; null until the plan is made.
  digest text,
  action text check (action in ('create', 'update', 'unchanged', 'skipped', 'refused', 'impossible')),
  primary key (run_id, type, uid)
);

-- The same for the target, of which only the digest is kept.
create table target_object (
  run_id integer not null references run on delete cascade,
  type text not null,
  uid text not null,
  name text,
  unique_keys text not null,
  digest text not null,
  primary key (run_id, type, uid)
);
