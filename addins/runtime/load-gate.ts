/** Keeps what arrives before the domain is ready, in order. */
export function createLoadGate<Value>(): { add(value: Value): void; open(take: (value: Value) => void): void } {
  const waiting: Value[] = [];
  let take: ((value: Value) => void) | undefined;
  return {
    add(value) {
      if (take) take(value);
      else waiting.push(value);
    },
    open(taker) {
      take = taker;
      for (const value of waiting.splice(0)) taker(value);
    },
  };
}
