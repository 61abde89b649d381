import { useEffect, useState } from 'react';

/** The value once it has not changed for a while. `settle` takes the newest one at once. */
export function useSettled<Value>(value: Value, milliseconds: number): { settled: Value; settle(): void } {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return { settled, settle: () => setSettled(value) };
}
