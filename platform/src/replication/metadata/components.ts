/** A graph of `size` nodes; `targets(node)` are the nodes that a node needs. */
export interface Graph {
  readonly size: number;
  targets(node: number): readonly number[];
}

/**
 * Strongly connected components by Tarjan's algorithm, without recursion (an instance has more objects than a stack
 * has room). Components come in dependency order: each one after all that it needs.
 */
export function stronglyConnectedComponents(graph: Graph): number[][] {
  const order = new Int32Array(graph.size).fill(-1);
  const low = new Int32Array(graph.size);
  const onStack = new Uint8Array(graph.size);
  const stack: number[] = [];
  const components: number[][] = [];
  let clock = 0;

  const enter = (node: number) => {
    order[node] = clock;
    low[node] = clock;
    clock += 1;
    stack.push(node);
    onStack[node] = 1;
    return { node, next: 0 };
  };
  const lower = (node: number, value: number) => {
    if (value < (low[node] ?? 0)) low[node] = value;
  };
  const leave = (node: number) => {
    if (low[node] !== order[node]) return;
    const component = stack.splice(stack.lastIndexOf(node));
    for (const member of component) onStack[member] = 0;
    components.push(component);
  };

  for (let start = 0; start < graph.size; start += 1) {
    if (order[start] !== -1) continue;
    const path = [enter(start)];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const target = graph.targets(step.node)[step.next];
      if (target === undefined) {
        path.pop();
        leave(step.node);
        const parent = path.at(-1);
        if (parent) lower(parent.node, low[step.node] ?? 0);
        continue;
      }
      step.next += 1;
      if (order[target] === -1) path.push(enter(target));
      else if (onStack[target] === 1) lower(step.node, order[target] ?? 0);
    }
  }
  return components;
}
