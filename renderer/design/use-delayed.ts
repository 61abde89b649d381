import { useEffect, useState } from 'react';

/** True once `isOn` has been so for `delay` milliseconds: what ends sooner needs no progress bar. */
export function useDelayed(isOn: boolean, delay: number): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isOn) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), delay);
    return () => clearTimeout(timer);
  }, [isOn, delay]);
  return isOn && isShown;
}
