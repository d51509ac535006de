-- Who may use Relais: users, their rights on instances, how they prove themselves, and second opinions.
-- Tokens, recovery codes and links are kept as digests; what Relais must know again is ciphertext of the vault.

create table user_account (
  id serial primary key,
  username text not null,
  role text not null check (role in ('administrator', 'operator', 'reader')),
  email text,
  -- Argon2id; null until somebody chose a password, and for those who log in by OpenID Connect.
  password_hash text,
  password_changed_at timestamptz,
  -- Ciphertext; only the vault reads it. In force once it was confirmed by a first code.
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- The latest step of 30 s whose code was used: no code counts twice.
  totp_last_step bigint,
  -- Who somebody is at the OpenID Connect provider. A user who logs in there has no password here.
  uses_openid boolean not null default false,
  openid_issuer text,
  openid_subject text,
  disabled_at timestamptz,
  last_login_at timestamptz,
  created_at timestamptz not null,
  check (not uses_openid or password_hash is null)
);
create unique index user_account_username on user_account (lower(username));
create unique index user_account_openid on user_account (openid_issuer, openid_subject);

-- A row lets a user see what an instance holds, as a source or as a target; nothing is allowed without.
create table instance_right (
  user_id integer not null references user_account on delete cascade,
  instance_id integer not null references instance on delete cascade,
  may_write boolean not null default false,
  -- See values that stand masked in findings.
  may_unmask boolean not null default false,
  primary key (user_id, instance_id)
);

create table recovery_code (
  user_id integer not null references user_account on delete cascade,
  digest text not null,
  used_at timestamptz,
  primary key (user_id, digest)
);

create table session (
  id serial primary key,
  user_id integer not null references user_account on delete cascade,
  digest text not null unique,
  -- The token before the last rotation: requests that were under way still show it; later it was stolen.
  previous_digest text unique,
  csrf_digest text not null,
  address text,
  user_agent text,
  created_at timestamptz not null,
  rotated_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('logged-out', 'idle', 'absolute', 'replayed', 'changed', 'disabled'))
);
create index session_of_user on session (user_id);

create table personal_token (
  id serial primary key,
  user_id integer not null references user_account on delete cascade,
  name text not null,
  -- Its first characters, so that people know it again.
  beginning text not null,
  digest text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index personal_token_user on personal_token (user_id);

-- What is good once, for a while: the first administrator, an invitation, the step between password and second factor, a login
-- that is under way at the OpenID Connect provider.
create table one_time_token (
  digest text primary key,
  purpose text not null check (purpose in ('first-administrator', 'invitation', 'second-factor', 'openid')),
  user_id integer references user_account on delete cascade,
  -- Ciphertext of what belongs to it, where something does.
  sealed text,
  tries_left integer not null,
  created_at timestamptz not null,
  ends_at timestamptz not null
);
create index one_time_token_user on one_time_token (user_id);

-- Failed attempts by what was tried (a username, existing or not; an address), as digests.
create table failed_attempt (
  digest text primary key,
  failures integer not null,
  locked_until timestamptz,
  last_failed_at timestamptz not null
);

-- Four eyes: runs that write or delete here wait for a second person.
alter table instance add column needs_approval boolean not null default false;

create table run_approval (
  run_id integer primary key references run on delete cascade,
  -- What is to be approved: a digest over the plan; another plan needs another approval.
  plan_digest text not null,
  requested_by integer references user_account on delete set null,
  requested_at timestamptz not null,
  decision text check (decision in ('approved', 'rejected')),
  decided_by integer references user_account on delete set null,
  decided_at timestamptz,
  remark text,
  check (decided_by is null or requested_by is null or decided_by <> requested_by)
);
