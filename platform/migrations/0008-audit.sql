-- The audit trail: who did what, when, from where, and what it changed. Each entry holds the hash of the one before it, so
-- that nothing can be changed, removed or put in between without `relais audit verify` saying so.

create table audit_entry (
  -- Without gaps: given under a lock, not by a sequence.
  seq bigint primary key,
  -- Whole milliseconds, because the hash is made of what a reader sees.
  at timestamptz not null,
  actor_kind text not null,
  actor text not null,
  address text,
  action text not null,
  subject_kind text not null,
  subject text not null,
  -- No reference: the trail outlives the run.
  run_id integer,
  -- json, not jsonb: the text is hashed as it stands.
  before json,
  after json,
  previous_hash text not null,
  hash text not null unique
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_subject on audit_entry (subject_kind, subject, seq);
create index audit_entry_run on audit_entry (run_id, seq) where run_id is not null;

-- Where the trail begins after older entries were removed: the last removed entry and its hash, which the first entry that
-- was kept goes on from.
create table audit_anchor (
  seq bigint primary key,
  hash text not null,
  removed integer not null,
  at timestamptz not null
);

create function audit_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail can only be added to (% of %)', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

-- An entry goes only when an anchor says so, and an anchor can only be set on an entry that is there, with its hash.
create function audit_refuse_removal() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from audit_anchor where seq >= old.seq) then
    raise exception 'the audit trail can only be added to (entry % lies behind no anchor)', old.seq
      using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;

create function audit_check_anchor() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from audit_entry where seq = new.seq and hash = new.hash) then
    raise exception 'no entry % of the audit trail has this hash', new.seq using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger audit_entry_update before update on audit_entry
  for each row execute function audit_refuse_change();
create trigger audit_entry_delete before delete on audit_entry
  for each row execute function audit_refuse_removal();
create trigger audit_entry_truncate before truncate on audit_entry
  for each statement execute function audit_refuse_change();
create trigger audit_anchor_insert before insert on audit_anchor
  for each row execute function audit_check_anchor();
create trigger audit_anchor_change before update or delete on audit_anchor
  for each row execute function audit_refuse_change();
create trigger audit_anchor_truncate before truncate on audit_anchor
  for each statement execute function audit_refuse_change();
