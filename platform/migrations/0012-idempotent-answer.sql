-- Answers to requests that start work, by the key that came with them: the same request again is answered the same, and does nothing.

create table idempotent_answer (
  user_id integer not null references user_account on delete cascade,
  key text not null,
  request_digest text not null,
  body text,
  answered_at timestamptz not null default now(),
  primary key (user_id, key)
);

create index idempotent_answer_answered_at on idempotent_answer (answered_at);
