/** The host allows what needs a gesture for a few seconds; telling it more often than this gains nothing. */
const GESTURE_INTERVAL = 1_000;

/** Passes on at most one gesture per add-in and second. */
export function createGestureGate(
  tell: (addinId: string) => void,
  now: () => number = () => performance.now(),
): (addinId: string) => void {
  const last = new Map<string, number>();
  return (addinId) => {
    const at = now();
    if (at - (last.get(addinId) ?? Number.NEGATIVE_INFINITY) < GESTURE_INTERVAL) return;
    last.set(addinId, at);
    tell(addinId);
  };
}
