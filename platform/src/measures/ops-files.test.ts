import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { metrics } from './metrics.ts';

const folder = join(import.meta.dirname, '../../../ops');
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const known: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ...Object.entries(metrics).map(([name, { labels }]) => [name, labels as readonly string[]] as const),
  ...registry.getMetricsAsArray().map(({ name }) => [name, undefined] as const),
]);

const dashboardSchema = z.object({
  uid: z.literal('relais'),
  panels: z.array(
    z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
});

/** The measures that an expression names, and the labels that it asks of them. */
function measuresIn(text: string): readonly { readonly name: string; readonly labels: readonly string[] }[] {
  return [...text.matchAll(/\b((?:relais|process|nodejs)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)].map(
    ([, name = '', inside = '']) => ({
      name,
      labels: [...inside.matchAll(/([a-z_]+)\s*(?:=~|!=|!~|=)/g)].map(([, label = '']) => label),
    }),
  );
}

/** Labels that Prometheus adds by itself. */
const ofPrometheus = ['job'];

function unknownIn(text: string): readonly string[] {
  return measuresIn(text).flatMap(({ name, labels }) => {
    if (!known.has(name)) return [name];
    const own = known.get(name);
    if (own === undefined) return [];
    return labels.filter((label) => ![...own, ...ofPrometheus].includes(label)).map((label) => `${name}{${label}}`);
  });
}

test('the dashboard names only measures and labels that there are, and each panel shows one', async () => {
  const text = await readFile(join(folder, 'grafana-dashboard.json'), 'utf8');
  const { panels } = dashboardSchema.parse(JSON.parse(text));
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { title, targets } of panels) {
    for (const { expr } of targets) {
      expect(measuresIn(expr).length, title).toBeGreaterThan(0);
      expect(unknownIn(expr), title).toEqual([]);
    }
  }
});

test('the alert rules name only measures and labels that there are, and each says what to do', async () => {
  const text = await readFile(join(folder, 'prometheus-alerts.yml'), 'utf8');
  const rules = text.split(/^ {6}- alert: /m).slice(1);
  expect(rules.length).toBeGreaterThan(5);
  for (const rule of rules) {
    expect(measuresIn(rule).length).toBeGreaterThan(0);
    expect(unknownIn(rule)).toEqual([]);
    expect(rule).toMatch(/severity: (warning|critical)[\s\S]*summary: [\s\S]*description: /);
  }
});

test('every measure is shown or watched somewhere', async () => {
  const texts = await Promise.all(
    ['grafana-dashboard.json', 'prometheus-alerts.yml'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const named = new Set(texts.flatMap(measuresIn).map(({ name }) => name));
  const unseen = Object.keys(metrics).filter((name) => !named.has(name));
  expect(unseen).toEqual(['relais_audit_entries_total']);
});
