import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditActor, AuditRecord } from '../model/audit.ts';
import { auditHash } from '../model/audit-hash.ts';
import { loadHead, readAudit, recordAudit, shortenAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { saveInstance } from '../store/instance.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { exportAuditCsv, exportAuditJson } from './export-audit.ts';
import { verifyAudit } from './verify-audit.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(() => asOwnerOfTheDatabase('delete from audit_entry', 'delete from audit_anchor'));

const { signal } = new AbortController();
const actor: AuditActor = { kind: 'user', name: 'administratrice', address: '192.0.2.7' };
const day = (number: number) => new Date(Date.UTC(2026, 0, number));

function change(name: string, more: Partial<AuditRecord> = {}): AuditRecord {
  return { actor, action: 'instance.changed', subject: { kind: 'instance', name }, ...more };
}

/** What somebody with the rights of PostgreSQL's owner can do: past the triggers. */
async function asOwnerOfTheDatabase(...statements: readonly string[]): Promise<void> {
  await store.database.connection().execute(async (connection) => {
    await sql.raw('set session_replication_role = replica').execute(connection);
    for (const statement of statements) await sql.raw(statement).execute(connection);
    await sql.raw('set session_replication_role = default').execute(connection);
  });
}

async function writeDays(count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await recordAudit(store.database, change(`instance-${number}`, { at: day(number), after: { number } }));
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const verify = (noted?: { seq: number; hash: string }) => verifyAudit(store.database, { noted, signal });

describe('writing', () => {
  test('an entry says who, when, from where, what, before and after; secrets are masked', async () => {
    await recordAudit(
      store.database,
      change('production', {
        at: day(2),
        runId: 7,
        before: { url: 'https://relais:planted@old.example.org', password: 'planted' },
        after: { url: 'https://new.example.org', token: 'planted' },
      }),
    );
    const [entry] = await collect(readAudit(store.database));
    expect(entry).toMatchObject({
      seq: 1,
      at: day(2),
      actorKind: 'user',
      actor: 'administratrice',
      address: '192.0.2.7',
      action: 'instance.changed',
      subject: 'production',
      runId: 7,
    });
    expect(JSON.parse(entry?.before ?? '')).toEqual({ url: 'https://…@old.example.org', password: '…' });
    expect(JSON.stringify(entry)).not.toContain('planted');
    expect(auditHash(entry?.previousHash ?? '', entry ?? expect.fail())).toBe(entry?.hash);
  });

  test('an entry is there if and only if what it tells is', async () => {
    const inTransaction = store.database.transaction().execute(async (transaction) => {
      await recordAudit(transaction, change('production'));
      throw new Error('the change failed');
    });
    await expect(inTransaction).rejects.toThrow('the change failed');
    expect(await loadHead(store.database)).toMatchObject({ seq: 0 });
    await recordAudit(store.database, change('production'));
    expect(await loadHead(store.database)).toMatchObject({ seq: 1 });
  });

  test('who tells of something in the middle of a transaction holds up nobody', async () => {
    const instance = { name: 'shared', url: '', secretKind: 'token', secret: '', username: undefined } as const;
    await saveInstance(store.database, { ...instance, allowSelfSigned: false });
    const touch = (database: Database) =>
      database.updateTable('instance').set({ username: 'x' }).where('name', '=', 'shared').execute();
    const hasTouched = Promise.withResolvers<void>();
    const hasTold = Promise.withResolvers<void>();
    const one = store.database.transaction().execute(async (transaction) => {
      await recordAudit(transaction, change('one'));
      hasTold.resolve();
      await hasTouched.promise;
      await touch(transaction);
    });
    const other = store.database.transaction().execute(async (transaction) => {
      await touch(transaction);
      hasTouched.resolve();
      await hasTold.promise;
      await recordAudit(transaction, change('other'));
    });
    await Promise.all([one, other]);
    expect(await verify()).toMatchObject({ entries: 2, broken: undefined });
    expect(await store.database.selectFrom('audit_record').selectAll().execute()).toEqual([]);
  });

  test('several in one transaction keep their order', async () => {
    await store.database.transaction().execute(async (transaction) => {
      for (const name of ['a', 'b', 'c']) await recordAudit(transaction, change(name));
    });
    expect((await collect(readAudit(store.database))).map(({ subject }) => subject)).toEqual(['a', 'b', 'c']);
    expect((await verify()).broken).toBeUndefined();
  });

  test('many at once make one chain without gaps', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => recordAudit(store.database, change(`at-once-${index}`))),
    );
    expect(await verify()).toMatchObject({ entries: 40, first: 1, head: { seq: 40 }, broken: undefined });
  });

  test('any text that a name may hold keeps the chain whole', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, text, text, fc.jsonValue(), async (name, user, address, value) => {
        const record = change(name, { actor: { kind: 'user', name: user, address }, after: { value } });
        await recordAudit(store.database, record);
      }),
      { numRuns: 60 },
    );
    expect((await verify()).broken).toBeUndefined();
  });
});

describe('nobody changes it', () => {
  test.each([
    "update audit_entry set actor = 'somebody else'",
    'delete from audit_entry',
    'truncate audit_entry',
    'truncate audit_anchor',
    "insert into audit_anchor (seq, hash, removed, at) values (2, 'invented', 2, now())",
  ])('the database refuses: %s', async (statement) => {
    await writeDays(3);
    await expect(sql.raw(statement).execute(store.database)).rejects.toThrow(/audit trail/);
    expect(await verify()).toMatchObject({ entries: 3, broken: undefined });
  });

  test.each([
    ['a name changed', "update audit_entry set actor = 'x' where seq = 3", { seq: 3, kind: 'changed' }],
    ['a time changed', "update audit_entry set at = at + interval '1 ms' where seq = 1", { seq: 1, kind: 'changed' }],
    ['what was there before', `update audit_entry set before = '{}' where seq = 5`, { seq: 5, kind: 'changed' }],
    [
      'a space in the JSON',
      `update audit_entry set after = '{"number": 4}' where seq = 4`,
      { seq: 4, kind: 'changed' },
    ],
    ['an entry taken out', 'delete from audit_entry where seq = 4', { seq: 5, kind: 'removed' }],
    ['the beginning cut off', 'delete from audit_entry where seq < 3', { seq: 3, kind: 'removed' }],
  ])('verification names the place: %s', async (_what, statement, broken) => {
    await writeDays(6);
    await asOwnerOfTheDatabase(statement);
    expect((await verify()).broken).toEqual(broken);
  });

  test('an entry that was made anew, with its own right hash, does not fit the next', async () => {
    await writeDays(4);
    const entries = await collect(readAudit(store.database));
    const forged = { ...(entries[1] ?? expect.fail()), actor: 'somebody else' };
    const hash = auditHash(forged.previousHash, forged);
    await asOwnerOfTheDatabase(`update audit_entry set actor = 'somebody else', hash = '${hash}' where seq = 2`);
    expect((await verify()).broken).toEqual({ seq: 3, kind: 'replaced' });
  });

  test('a noted head shows that the end was cut off, or that all was made anew', async () => {
    await writeDays(5);
    const { head } = await verify();
    expect((await verify(head)).broken).toBeUndefined();
    await writeDays(1);
    expect((await verify(head)).broken).toBeUndefined();
    await asOwnerOfTheDatabase('delete from audit_entry where seq >= 5');
    expect((await verify()).broken).toBeUndefined();
    expect((await verify(head)).broken).toEqual({ seq: 5, kind: 'head' });
    await writeDays(2);
    expect((await verify(head)).broken).toEqual({ seq: 5, kind: 'head' });
  });
});

describe('shortening', () => {
  const system: AuditActor = { kind: 'system', name: 'retention' };

  test('what is kept can be verified, and the trail says that it was shortened', async () => {
    await writeDays(10);
    const { head } = await verify();
    const anchor = await shortenAudit(store.database, day(6), { actor: system, at: day(20) });
    expect(anchor).toMatchObject({ seq: 5, removed: 5 });
    expect(await verify(head)).toMatchObject({ entries: 6, first: 6, shortenedAt: 5, broken: undefined });
    const last = (await collect(readAudit(store.database))).at(-1);
    expect(last).toMatchObject({ action: 'audit.shortened', actor: 'retention', subject: '1-5' });
    expect(JSON.parse(last?.after ?? '')).toMatchObject({ seq: 5, hash: anchor?.hash, removed: 5 });
    await shortenAudit(store.database, day(9), { actor: system, at: day(21) });
    expect(await verify(head)).toMatchObject({ first: 9, shortenedAt: 8, broken: undefined });
  });

  test('nothing goes that is young enough, nor the newest entry, nor what stands behind a younger one', async () => {
    await writeDays(3);
    expect(await shortenAudit(store.database, day(1), { actor: system })).toBeUndefined();
    await recordAudit(store.database, change('clock went back', { at: day(1) }));
    await shortenAudit(store.database, day(2), { actor: system });
    expect((await collect(readAudit(store.database))).map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    await shortenAudit(store.database, new Date(Date.UTC(2100, 0, 1)), { actor: system });
    expect(await verify()).toMatchObject({ first: 5, entries: 2, broken: undefined });
  });

  test('an anchor opens no way to remove what it does not stand before, and entries behind it are missed', async () => {
    await writeDays(6);
    await shortenAudit(store.database, day(4), { actor: system });
    await expect(sql.raw('delete from audit_entry where seq = 4').execute(store.database)).rejects.toThrow(/anchor/);
    await expect(sql.raw('delete from audit_anchor').execute(store.database)).rejects.toThrow(/only be added/);
    await asOwnerOfTheDatabase('delete from audit_entry where seq = 4');
    expect((await verify()).broken).toEqual({ seq: 5, kind: 'unanchored' });
  });
});

describe('export', () => {
  beforeEach(async () => {
    await writeDays(3);
    await recordAudit(
      store.database,
      change('=HYPERLINK("https://example.org")', { at: day(4), before: { a: 'x"y\n' } }),
    );
  });

  test('as CSV for spreadsheets, without formulas', async () => {
    const text = (await collect(exportAuditCsv(store.database, {}, 'fr'))).join('');
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
    expect(rows.map(({ seq }) => seq)).toEqual(['1', '2', '3', '4']);
    expect(rows[3]).toMatchObject({ subject: `'=HYPERLINK("https://example.org")`, before: '{"a":"x\\"y\\n"}' });
    expect(rows[0]).toMatchObject({ at: '2026-01-01T00:00:00.000Z', actor: 'administratrice', runId: '' });
    expect(rows[0]?.actionInWords).toBe('instance modifiée');
  });

  test('as JSON, from which every hash can be computed again', async () => {
    const entries = JSON.parse((await collect(exportAuditJson(store.database, {}, 'en'))).join(''));
    expect(entries).toHaveLength(4);
    for (const entry of entries) {
      expect(auditHash(entry.previousHash, { ...entry, at: new Date(entry.at) })).toBe(entry.hash);
    }
    expect(JSON.parse((await collect(exportAuditJson(store.database, { since: day(9) }, 'en'))).join(''))).toEqual([]);
  });

  test('of a time, of a subject', async () => {
    const days = async (filter: Parameters<typeof exportAuditJson>[1]) =>
      JSON.parse((await collect(exportAuditJson(store.database, filter, 'en'))).join('')).map(
        ({ seq }: { seq: number }) => seq,
      );
    expect(await days({ since: day(2), until: day(4) })).toEqual([2, 3]);
    expect(await days({ subjectKind: 'instance', subject: 'instance-3' })).toEqual([3]);
  });
});
