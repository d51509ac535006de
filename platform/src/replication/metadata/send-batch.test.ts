import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../model/import-report.ts';
import type { MetadataPayload } from '../../model/metadata-object.ts';
import { type ImportMetadata, type Sendable, sendBatch } from './send-batch.ts';

const stats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 };
const ok: ImportReport = { status: 'OK', stats, errors: [], warnings: [], detailed: true, httpStatus: 200 };
const uids = (payload: MetadataPayload) =>
  Object.values(payload).flatMap((objects) => objects.map((object) => object.id));
const sendable = (uid: string, more: object = {}): Sendable => ({
  type: 'constants',
  uid,
  object: { id: uid, ...more },
});

/** A target that refuses a whole request for the sake of the given objects, as `atomicMode=ALL` does. */
function refusing(bad: readonly string[], options: { detailed: boolean }) {
  const requests: string[][] = [];
  const importMetadata = async (payload: MetadataPayload): Promise<ImportReport> => {
    requests.push(uids(payload));
    const errors = uids(payload).filter((uid) => bad.includes(uid));
    if (errors.length === 0) return ok;
    if (!options.detailed)
      return { ...ok, status: 'ERROR', message: 'Internal error', detailed: false, httpStatus: 500 };
    const told = errors.map((uid) => ({ uid, code: 'E5003', message: `${uid} is there already` }));
    return { ...ok, status: 'ERROR', errors: told, httpStatus: 409 };
  };
  return { requests, importMetadata };
}

describe('sending a batch of metadata', () => {
  it('takes one request when nothing is refused', async () => {
    const target = refusing([], { detailed: true });
    const result = await sendBatch([[sendable('a')], [sendable('b')]], target.importMetadata);
    expect(result.accepted.map((sent) => sent.uid)).toEqual(['a', 'b']);
    expect(target.requests).toEqual([['a', 'b']]);
  });

  it('sends the rest again without the objects that the target named', async () => {
    const target = refusing(['b', 'd'], { detailed: true });
    const units = ['a', 'b', 'c', 'd'].map((uid) => [sendable(uid)]);
    const result = await sendBatch(units, target.importMetadata);
    expect(result.accepted.map((sent) => sent.uid)).toEqual(['a', 'c']);
    expect([...result.refused.keys()]).toEqual(['b', 'd']);
    expect(result.refused.get('b')).toEqual({ code: 'E5003', message: 'b is there already' });
    expect(target.requests).toHaveLength(2);
  });

  it('halves what fails without a reason until the one object stands alone', async () => {
    const target = refusing(['x17'], { detailed: false });
    const units = Array.from({ length: 64 }, (_, index) => [sendable(`x${index}`)]);
    const result = await sendBatch(units, target.importMetadata);
    expect(result.accepted).toHaveLength(63);
    expect(result.refused.get('x17')).toEqual({ code: 'HTTP500', message: 'Internal error' });
    expect(target.requests.length).toBeLessThan(2 * 64);
  });

  it('takes the members of a unit apart when the unit fails without a reason, and keeps the good ones', async () => {
    const target = refusing(['stage'], { detailed: false });
    const unit = [
      sendable('programme01', { programStages: [{ id: 'stage' }] }),
      sendable('stage', { program: { id: 'programme01' } }),
    ];
    const result = await sendBatch([unit], target.importMetadata);
    expect(result.accepted.map((sent) => sent.uid)).toEqual(['programme01']);
    expect([...result.refused.keys()]).toEqual(['stage']);
  });

  it('sends option combos without a check that only a newer release makes, and keeps its refusal where it takes them so neither', async () => {
    const combo = (uid: string): Sendable => ({ type: 'categoryOptionCombos', uid, object: { id: uid } });
    for (const isTaken of [true, false]) {
      const asked: unknown[] = [];
      const importMetadata: ImportMetadata = async (payload, options) => {
        asked.push([uids(payload), options]);
        const named = uids(payload).filter((uid) => uid !== 'a' && uid !== 'e');
        if (named.length === 0 || (isTaken && options !== undefined)) return ok;
        const errors = named.map((uid) => ({ uid, code: uid === 'd' ? 'E4000' : 'E1130', message: `no ${uid}` }));
        return { ...ok, status: 'ERROR', errors, httpStatus: 409 };
      };
      const sent = [[sendable('a')], [combo('b')], [combo('c')], [combo('d')], [sendable('e')]];
      const result = await sendBatch(sent, importMetadata);
      expect(asked).toEqual([
        [['a', 'e', 'b', 'c', 'd'], undefined],
        [['b', 'c'], { skipValidation: true }],
        [['a', 'e'], undefined],
      ]);
      expect(result.accepted.map(({ uid }) => uid)).toEqual(isTaken ? ['a', 'e', 'b', 'c'] : ['a', 'e']);
      expect([...result.refused.keys()].sort()).toEqual(isTaken ? ['d'] : ['b', 'c', 'd']);
    }
  });

  it('tries an analytical object through its own endpoint when the import fails without a word about it', async () => {
    const asked: unknown[] = [];
    const importMetadata: ImportMetadata = async (payload, options) => {
      const isOwn = options !== undefined && 'throughOwnEndpoint' in options;
      asked.push([uids(payload), isOwn]);
      if (isOwn || !uids(payload).includes('b')) return ok;
      return { ...ok, status: 'ERROR', message: 'TransientObjectException', detailed: false, httpStatus: 409 };
    };
    const visualization = (uid: string): Sendable => ({ type: 'visualizations', uid, object: { id: uid } });
    const result = await sendBatch([[visualization('a')], [visualization('b')]], importMetadata);
    expect(result.accepted.map((sent) => sent.uid).sort()).toEqual(['a', 'b']);
    expect(asked).toEqual([
      [['a', 'b'], false],
      [['a'], false],
      [['b'], false],
      [['b'], true],
    ]);
  });
});
