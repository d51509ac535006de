import { expect, it } from 'vitest';
import { auditFilterOf } from './audit-filter.ts';

const nothing = { actor: '', action: '', subjectKind: '', subject: '', since: '', until: '' };

it('asks for who did what to what, as the address says', () => {
  expect(auditFilterOf({ ...nothing, actor: ' awa ', action: 'value.unmasked', subjectKind: 'finding' })).toEqual({
    actor: 'awa',
    action: 'value.unmasked',
    subjectKind: 'finding',
  });
});

it('leaves out what nobody can have meant', () => {
  expect(auditFilterOf({ ...nothing, action: 'value.eaten', subjectKind: 'cat', since: 'soon' })).toEqual({});
});
