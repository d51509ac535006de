import { expect, it } from 'vitest';
import type { NoticeRule } from '../../../api/notices.ts';
import { emptyRule, ruleDraftOf, ruleOf } from './rule-draft.ts';

it('tells of everything, at once and at any hour, as long as nothing else is chosen', () => {
  const rule = ruleOf(emptyRule('mail', 'fr', 'Africa/Dakar'));
  expect(rule).toMatchObject({ channel: 'mail', severity: 'warning', enabled: true, repeatAfterMinutes: 60 });
  expect(rule).not.toHaveProperty('events');
  expect(rule).not.toHaveProperty('quietHours');
  expect(rule).not.toHaveProperty('digest');
  expect(ruleOf(emptyRule('', 'fr', 'Africa/Dakar'))).toBeUndefined();
});

it('keeps a rule through the fields and back', () => {
  const rule: NoticeRule = {
    name: 'team',
    channel: 'mail',
    recipient: 'team@example.org',
    language: 'en',
    severity: 'info',
    events: ['run.failed'],
    replications: ['nightly'],
    timeZone: 'Africa/Kinshasa',
    enabled: false,
    quietHours: { from: '22:00', until: '06:00', forCritical: true },
    digest: { dailyAt: '07:30' },
    repeatAfterMinutes: 240,
  };
  const { name: _name, ...same } = rule;
  expect(ruleOf(ruleDraftOf(rule))).toEqual(same);
});
