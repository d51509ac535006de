import { useEffect, useState } from 'react';

/**
 * A value a moment after it has stopped changing: what somebody types is not asked letter by letter. Two values of the same text by `identity` are
 * the same.
 */
export function useDebounced<Value>(value: Value, ms: number, identity: (value: Value) => unknown): Value {
  const [settled, setSettled] = useState(value);
  const isSettled = identity(value) === identity(settled);
  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, isSettled, ms]);
  return settled;
}
