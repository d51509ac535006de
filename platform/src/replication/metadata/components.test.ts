import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stronglyConnectedComponents } from './components.ts';

describe('strongly connected components', () => {
  it('finds a cycle, and puts what is needed first', () => {
    const edges = [[1], [2], [1, 3], []];
    const components = stronglyConnectedComponents({ size: 4, targets: (node) => edges[node] ?? [] });
    expect(components.map((each) => [...each].sort())).toEqual([[3], [1, 2], [0]]);
  });

  it('joins two nodes exactly when each reaches the other', () => {
    const graphs = fc
      .integer({ min: 1, max: 12 })
      .chain((size) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }));
    fc.assert(
      fc.property(graphs, (edges) => {
        const reach = (from: number) => {
          const seen = new Set<number>();
          const stack = [from];
          for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
            for (const next of edges[node] ?? []) if (!seen.has(next)) stack.push(next) && seen.add(next);
          }
          return seen;
        };
        const reachable = edges.map((_, node) => reach(node));
        const componentOf = new Map<number, number>();
        const components = stronglyConnectedComponents({ size: edges.length, targets: (node) => edges[node] ?? [] });
        components.forEach((members, index) => {
          for (const node of members) componentOf.set(node, index);
        });
        edges.forEach((_, a) => {
          edges.forEach((_, b) => {
            if (a === b) return;
            const mutual = reachable[a]?.has(b) === true && reachable[b]?.has(a) === true;
            expect(componentOf.get(a) === componentOf.get(b)).toBe(mutual);
            if (reachable[a]?.has(b) && !mutual) expect(componentOf.get(b)).toBeLessThan(componentOf.get(a) ?? -1);
          });
        });
      }),
    );
  });
});
