/** The least that can be called a call on a port: a number to tell the answers apart, one message each way. */
export interface RawPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function createRawCalls(port: RawPort): (argument: unknown) => Promise<unknown> {
  const waiting = new Map<number, (answer: unknown) => void>();
  let next = 0;
  port.onMessage((message) => {
    const [id, answer] = message as [number, unknown];
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  return (argument) =>
    new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      port.post([id, argument]);
    });
}
