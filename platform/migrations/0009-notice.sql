-- Notices: what happened, who wants to be told of it and how, and what became of each message.

create table notice_channel (
  id serial primary key,
  name text not null unique,
  kind text not null check (kind in ('email', 'slack', 'webhook', 'sms', 'dhis2')),
  -- Everything but the secret.
  settings json not null,
  -- Ciphertext; only the vault reads it. Null where the channel needs none.
  secret text,
  created_at timestamptz not null default now()
);

create table notice_rule (
  id serial primary key,
  name text not null unique,
  is_enabled boolean not null default true,
  channel_id integer not null references notice_channel on delete cascade,
  recipient text not null,
  language text not null check (language in ('fr', 'en')),
  -- Names of events; null for all.
  events text[],
  least_severity text not null check (least_severity in ('info', 'warning', 'critical')),
  -- Names of replications; null for all, and for what concerns none.
  replications text[],
  -- Minutes after midnight in the rule's time zone. What is critical is told all the same, unless the rule says otherwise.
  time_zone text not null,
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_until integer check (quiet_until between 0 and 1439),
  quiet_for_critical boolean not null default false,
  -- Null: each by itself. Otherwise gathered: every hour, or once a day at a minute after midnight.
  digest text check (digest in ('hourly', 'daily')),
  digest_at integer not null default 480 check (digest_at between 0 and 1439),
  -- The same thing is not told again within this time.
  repeat_after_minutes integer not null default 60 check (repeat_after_minutes >= 0),
  check ((quiet_from is null) = (quiet_until is null))
);

create table notice_event (
  id bigserial primary key,
  name text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  args json not null,
  replication text,
  -- No reference: what was told stays known when its run is removed.
  run_id integer,
  -- What it is about, and what it says of it: who was told the same of the same last is not told again at once.
  topic text not null,
  sameness text not null,
  happened_at timestamptz not null,
  -- When the rules were asked who wants to be told; null until then.
  routed_at timestamptz
);
create index notice_event_unrouted on notice_event (id) where routed_at is null;
create index notice_event_happened on notice_event (happened_at);
create index notice_event_topic on notice_event (topic, id);

create table notice_delivery (
  id bigserial primary key,
  rule_id integer not null references notice_rule on delete cascade,
  event_id bigint not null references notice_event on delete cascade,
  -- `repeated`: the same was told a short time ago; `merged`: told as a part of another message.
  state text not null check (state in ('waiting', 'sent', 'failed', 'repeated', 'merged')),
  due_at timestamptz not null,
  attempts integer not null default 0,
  -- Whoever is sending it now has until then.
  taken_until timestamptz,
  merged_into bigint references notice_delivery on delete cascade,
  finished_at timestamptz,
  created_at timestamptz not null,
  unique (rule_id, event_id)
);
create index notice_delivery_due on notice_delivery (due_at) where state = 'waiting';
create index notice_delivery_rule on notice_delivery (rule_id, id);
create index notice_delivery_event on notice_delivery (event_id);

-- The log: each try to send, with the receiver's answer in a few words of ours.
create table notice_attempt (
  id bigserial primary key,
  delivery_id bigint not null references notice_delivery on delete cascade,
  tried_at timestamptz not null,
  is_sent boolean not null,
  code text,
  answer text
);
create index notice_attempt_delivery on notice_attempt (delivery_id, id);
