-- When replications are run by themselves, what became of each occurrence, and how long what runs leave behind is kept.

create table schedule (
  replication_id integer primary key references replication on delete cascade,
  cron text not null,
  time_zone text not null,
  -- Minutes after midnight in the time zone; a window may reach over midnight. Both or neither.
  window_from integer check (window_from between 0 and 1439),
  window_to integer check (window_to between 0 and 1439),
  if_running text not null check (if_running in ('wait', 'skip')),
  is_paused boolean not null default false,
  -- Every occurrence up to this moment has its row, or was not to have one.
  considered_until timestamptz not null,
  -- The last run that this schedule started.
  run_id integer references run on delete set null,
  -- The end of the window for which that run was paused. Whoever resumes it is not contradicted before the next end.
  paused_for timestamptz,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check ((window_from is null) = (window_to is null)),
  check (window_from is null or window_from <> window_to)
);

create table schedule_occurrence (
  replication_id integer not null references replication on delete cascade,
  due_at timestamptz not null,
  -- `starting` is written before the run is: a crash between the two starts the run once.
  outcome text not null check (outcome in ('waiting', 'starting', 'started', 'skipped', 'failed')),
  -- How many other occurrences it stands for: a scheduler that was down for a week catches up with one run.
  merged integer not null default 0,
  run_id integer references run on delete set null,
  -- The newest run there was before this one was started.
  after_run integer,
  -- Why it waits, or why nothing was started: a code, and what it names.
  code text,
  args json,
  decided_at timestamptz not null,
  primary key (replication_id, due_at)
);
-- One occurrence at a time can be undecided.
create unique index schedule_occurrence_open on schedule_occurrence (replication_id)
  where outcome in ('waiting', 'starting');

-- One row: how long ledgers and reports are kept, in days and in runs between the same two instances.
create table retention (
  is_only_row boolean primary key default true check (is_only_row),
  keep_days integer check (keep_days >= 0),
  keep_runs integer check (keep_runs >= 0),
  applied_at timestamptz
);
insert into retention (keep_days, keep_runs) values (90, 30);

-- The run stays in the list with its verdict when what it left behind is removed.
alter table run add column ledger_removed_at timestamptz;
