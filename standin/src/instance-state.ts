import type { Instance } from './instance.ts';

/**
 * Gives every instance a state of its own, made when first asked for. An area keeps its state so without a field in
 * `Instance`, and the state goes when the instance goes.
 */
export function instanceState<State>(create: (instance: Instance) => State): (instance: Instance) => State {
  const states = new WeakMap<Instance, State>();
  return (instance) => {
    const known = states.get(instance);
    if (known !== undefined) return known;
    const made = create(instance);
    states.set(instance, made);
    return made;
  };
}
