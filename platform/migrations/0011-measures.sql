-- What runs sent and received, and when certificates end: from what was seen on the line, for the measures.

create table run_traffic (
  run_id integer not null references run on delete cascade,
  side text not null check (side in ('source', 'target')),
  requests bigint not null,
  retries bigint not null,
  sent_bytes bigint not null,
  received_bytes bigint not null,
  primary key (run_id, side)
);

create table instance_certificate (
  address text primary key,
  ends_at timestamptz not null,
  issuer text not null,
  seen_at timestamptz not null
);
