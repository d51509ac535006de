import { type CarriedOptions, type CarriedPoint, carriesAt, pointsOf } from './carried-points.ts';

/** One direction in which things are carried, between places that are told apart by their keys. */
export interface Route {
  /** What people call it. */
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly options: CarriedOptions;
}

/** Routes that lead round, the new one first, and what would be carried all the way. */
export interface Loop {
  readonly routes: readonly Route[];
  readonly names: readonly string[];
}

/**
 * The shortest way on which something that the new route carries would come back to where it was read. Chains and many targets of
 * one source are no loops, nor are routes in both directions that carry different things.
 */
export function findLoop(existing: readonly Route[], added: Route): Loop | undefined {
  const points = pointsOf([added, ...existing].map(({ options }) => options));
  const loops = points
    .filter((point) => carriesAt(added.options, point))
    .flatMap((point) => {
      const way = shortestWay(existing, added.target, added.source, point);
      return way === undefined ? [] : [{ routes: [added, ...way], name: point.name }];
    });
  const [first] = loops.toSorted((left, right) => left.routes.length - right.routes.length);
  if (first === undefined) return undefined;
  const isSame = (routes: readonly Route[]) =>
    routes.length === first.routes.length && routes.every((route, index) => route === first.routes[index]);
  const names = loops.filter(({ routes }) => isSame(routes)).map(({ name }) => name);
  return { routes: first.routes, names: [...new Set(names)] };
}

/** Breadth first, over the routes that carry this point; no routes where both ends are one place. */
function shortestWay(
  routes: readonly Route[],
  from: string,
  to: string,
  point: CarriedPoint,
): readonly Route[] | undefined {
  const carrying = routes.filter((route) => carriesAt(route.options, point));
  const seen = new Set([from]);
  let ways: readonly (readonly Route[])[] = [[]];
  while (ways.length > 0) {
    const arrived = ways.find((way) => (way.at(-1)?.target ?? from) === to);
    if (arrived !== undefined) return arrived;
    ways = ways.flatMap((way) =>
      carrying
        .filter((route) => route.source === (way.at(-1)?.target ?? from) && !seen.has(route.target))
        .map((route) => {
          seen.add(route.target);
          return [...way, route];
        }),
    );
  }
  return undefined;
}
