-- A replication whose target the service keeps close behind its source, and how closely.

alter table replication
  add column follow_every_ms bigint check (follow_every_ms >= 1000),
  add column follow_full_every_ms bigint check (follow_full_every_ms >= 60000),
  add constraint replication_follow check ((follow_every_ms is null) = (follow_full_every_ms is null));
