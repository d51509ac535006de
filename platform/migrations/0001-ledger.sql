-- Instances, runs, and the ledger: what was read, sent, answered and verified.
-- Columns that hold DHIS2 texts are text or json, never jsonb.

create table instance (
  id serial primary key,
  name text not null unique,
  url text not null,
  username text,
  secret_kind text not null check (secret_kind in ('password', 'token')),
  secret text not null,
  allow_self_signed boolean not null default false,
  created_at timestamptz not null default now()
);

create table run (
  id serial primary key,
  mode text not null check (mode in ('replicate', 'diff', 'verify')),
  -- What was typed; not a reference to instance, because a run outlives the registration.
  source_reference text not null,
  target_reference text not null,
  options json not null,
  state text not null default 'pending' check (
    state in ('pending', 'running', 'paused', 'completed', 'completed-with-refusals', 'failed', 'cancelled')
  ),
  reason text,
  source_facts json,
  target_facts json,
  verdict text,
  outcome json,
  interruptions integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);

create table stage (
  run_id integer not null references run on delete cascade,
  name text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  remark text,
  primary key (run_id, name)
);

create table notice (
  id bigserial primary key,
  run_id integer not null references run on delete cascade,
  stage text not null,
  fr text not null,
  en text not null,
  told_at timestamptz not null default now()
);
create index notice_run on notice (run_id, id);

create table chunk (
  id bigserial primary key,
  run_id integer not null references run on delete cascade,
  stage text not null,
  key text not null,
  facts json not null,
  times_finished integer not null default 1,
  finished_at timestamptz not null default now(),
  unique (run_id, stage, key)
);

create table chunk_count (
  chunk_id bigint not null references chunk on delete cascade,
  type text not null,
  read integer not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  refused integer not null,
  skipped integer not null,
  impossible integer not null,
  deleted integer not null,
  primary key (chunk_id, type)
);

create table finding (
  id bigserial primary key,
  run_id integer not null references run on delete cascade,
  chunk_id bigint not null references chunk on delete cascade,
  type text not null,
  key text not null,
  name text,
  cause text not null check (cause in ('refused', 'impossible', 'skipped', 'changed-meanwhile', 'unexplained')),
  code text not null,
  message text not null,
  count integer not null
);
create index finding_run on finding (run_id, id);
create index finding_key on finding (run_id, type, key);
create index finding_chunk on finding (chunk_id);
