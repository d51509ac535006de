-- Targets that are kept close behind their sources: what was seen of each source, and how far it has been carried.

create table following (
  id serial primary key,
  -- A replication's name, or `SOURCE → TARGET`.
  name text not null unique,
  source_reference text not null,
  target_reference text not null,
  -- The run that is under way, and what for: one that was interrupted is gone on with, or done again.
  open_run_id integer references run on delete set null,
  open_purpose text check (open_purpose in ('full', 'changes')),
  -- The last comparison of everything that ended well.
  full_run_id integer references run on delete set null,
  full_at timestamptz,
  full_failures integer not null default 0,
  looked_at timestamptz,
  next_look_at timestamptz,
  changed_at timestamptz,
  -- From the look that found the last change to its verified presence on the target.
  lag_ms integer,
  cycles integer not null default 0,
  requests bigint not null default 0,
  created_at timestamptz not null default now()
);

-- How far one kind of change has been carried; moved only when the run that carried it ended well.
create table following_watermark (
  following_id integer not null references following on delete cascade,
  probe text not null,
  -- By the source's own clock, as it spells it; empty for what keeps no dates.
  since text not null,
  -- What was carried and may be listed once more, because looks overlap.
  seen json not null,
  moved_at timestamptz not null default now(),
  primary key (following_id, probe)
);

-- Cycles that found something. Idle ones only count in `following`.
create table following_cycle (
  id bigserial primary key,
  following_id integer not null references following on delete cascade,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  -- By type or class, how many changes were seen.
  changes json not null,
  run_ids integer[] not null,
  outcome text not null check (outcome in ('carried', 'different', 'failed')),
  reason text
);
create index following_cycle_following on following_cycle (following_id, id);
