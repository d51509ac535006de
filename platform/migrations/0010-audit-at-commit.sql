-- Entries join the audit trail when their transaction commits, not before: the lock that makes the chain is then the last one
-- that a transaction takes, so that nobody who tells of something waits for anybody while holding what the other needs.

-- What is to be told, until the commit of the transaction that tells it.
create table audit_record (
  id bigserial primary key,
  at timestamptz,
  actor_kind text not null,
  actor text not null,
  address text,
  action text not null,
  subject_kind text not null,
  subject text not null,
  run_id integer,
  before json,
  after json
);

-- The same text as `model/audit-hash.ts` makes: a JSON list of the hash before and of the columns.
create function audit_hash(previous text, entry audit_entry) returns text language sql stable as $$
  select encode(sha256(convert_to('[' || concat_ws(',',
    '"relais audit 1"', to_json(previous), entry.seq::text,
    to_json(to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
    to_json(entry.actor_kind), to_json(entry.actor), coalesce(to_json(entry.address)::text, 'null'),
    to_json(entry.action), to_json(entry.subject_kind), to_json(entry.subject),
    coalesce(entry.run_id::text, 'null'),
    coalesce(to_json(entry.before::text)::text, 'null'), coalesce(to_json(entry.after::text)::text, 'null')
  ) || ']', 'UTF8')), 'hex')
$$;

create function audit_append() returns trigger language plpgsql as $$
declare
  entry audit_entry;
  previous record;
begin
  perform pg_advisory_xact_lock(7354730);
  select seq, hash into previous from audit_entry order by seq desc limit 1;
  if not found then
    select seq, hash into previous from audit_anchor order by seq desc limit 1;
  end if;
  if not found then
    select 0::bigint as seq, repeat('0', 64) as hash into previous;
  end if;
  entry.seq := previous.seq + 1;
  entry.at := date_trunc('milliseconds', coalesce(new.at, clock_timestamp()));
  entry.actor_kind := new.actor_kind;
  entry.actor := new.actor;
  entry.address := new.address;
  entry.action := new.action;
  entry.subject_kind := new.subject_kind;
  entry.subject := new.subject;
  entry.run_id := new.run_id;
  entry.before := new.before;
  entry.after := new.after;
  entry.previous_hash := previous.hash;
  entry.hash := audit_hash(previous.hash, entry);
  insert into audit_entry select entry.*;
  delete from audit_record where id = new.id;
  return null;
end $$;

create constraint trigger audit_record_append after insert on audit_record
  deferrable initially deferred for each row execute function audit_append();
