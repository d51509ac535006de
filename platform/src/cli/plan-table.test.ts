import { expect, it } from 'vitest';
import { renderPlan } from './plan-table.ts';

const types = { constants: { read: 10, create: 1, update: 0, unchanged: 9, delete: 3 } };

it('says nothing of deletions where there can be none', () => {
  const { delete: _, ...constants } = types.constants;
  const lines = renderPlan({ types: { constants } }, 'en').join('\n');
  expect(lines).not.toMatch(/delet/i);
});

it('names deletions by type, and in numbers before the question', () => {
  const plan = { types, deletions: { count: 3, bound: '50%', isBeyond: false } };
  const english = renderPlan(plan, 'en').join('\n');
  expect(english).toContain('to delete');
  expect(english).toContain('DELETIONS on the target: 3 metadata objects');
  expect(english).toContain('50%');
  expect(renderPlan(plan, 'fr').join('\n')).toContain('SUPPRESSIONS dans la cible : 3 objets de métadonnées');
});

it('says that nothing would be deleted where the bound is passed already', () => {
  const plan = { types, deletions: { count: 3, bound: '5%', isBeyond: true } };
  expect(renderPlan(plan, 'en').join('\n')).toContain('Nothing will be deleted: 3 metadata objects would be');
  expect(renderPlan(plan, 'fr').join('\n')).toContain('Rien ne sera supprimé');
});
