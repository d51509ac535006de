-- Runs that several workers share: their states with reasons, the pieces they are done in, who works, and on what terms.

alter table run
  -- `process`: the command that started it carries it out; `queue`: workers do.
  add column carrier text not null default 'process' check (carrier in ('process', 'queue')),
  add column replication_id integer,
  add column started_by text,
  -- Why the run is in its state: a code with what it names, told in the reader's language.
  add column reason_code text,
  add column reason_args json,
  -- The steps in their order, known once the run was first opened.
  add column steps json;

-- Every change of a run's state, append only.
create table run_transition (
  id bigserial primary key,
  run_id integer not null references run on delete cascade,
  -- Null for the birth of a run.
  from_state text,
  to_state text not null,
  reason_code text not null,
  reason_args json not null,
  -- A person, a schedule or a worker.
  told_by text not null,
  happened_at timestamptz not null default clock_timestamp()
);
create index run_transition_run on run_transition (run_id, id);

-- A process that works on runs. It holds an advisory lock with its number for as long as its connection lives.
create table worker (
  id serial primary key,
  name text not null,
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  stopped_at timestamptz
);

-- What one worker does by itself, and what comes before, between and after.
create table piece (
  id bigserial primary key,
  run_id integer not null references run on delete cascade,
  task text not null check (task in ('open', 'begin', 'work', 'conclude')),
  step text not null,
  round integer not null,
  key text not null,
  state text not null check (state in ('waiting', 'queued', 'running', 'done', 'set-aside')),
  -- Failures that count; an instance that is down, a pause or the death of a worker do not.
  attempts integer not null default 0,
  times_taken integer not null default 0,
  -- The job of the queue that stands for this piece now: whoever holds another one is late.
  job_id uuid,
  worker_id integer references worker on delete set null,
  error_code text,
  error_args json,
  started_at timestamptz,
  finished_at timestamptz,
  unique (run_id, task, step, round, key)
);
create index piece_open on piece (run_id, step, round) where state <> 'done';
create index piece_running on piece (worker_id) where state = 'running';

-- How far each stage is, by who works on it; written at most once a second.
create table run_progress (
  run_id integer not null references run on delete cascade,
  stage text not null,
  told_by text not null,
  unit text not null,
  done bigint not null,
  expected bigint,
  per_second real,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (run_id, stage, told_by)
);

-- Instances that nobody should ask for now. No row: all is well.
create table instance_trouble (
  address text primary key,
  -- `down` is looked after by itself; `refused` waits for a person.
  kind text not null check (kind in ('down', 'refused')),
  error_code text not null,
  error_args json not null,
  since timestamptz not null default clock_timestamp(),
  probes integer not null default 0,
  next_probe_at timestamptz not null
);

-- How much all workers together may ask of an instance.
create table instance_limit (
  address text primary key,
  connections integer not null check (connections > 0),
  requests_per_minute integer check (requests_per_minute > 0)
);

-- Who has an instance open now: the limits are shared among them.
create table instance_lease (
  address text not null,
  worker_id integer not null references worker on delete cascade,
  primary key (address, worker_id)
);
