/**
 * One ordered pipe to one peer. The session never knows which kind it is.
 * The transport owns the port: `close()` is idempotent and makes `onClose` of both ends run once.
 */
export interface Transport {
  /** Sends one message. After close it does nothing. Throws only for values that cannot be cloned. */
  send(message: unknown): void;
  /** Starts delivery. Called once; messages that came before are delivered first. */
  start(onMessage: (message: unknown) => void, onClose: () => void): void;
  close(): void;
}

interface MemoryEnd extends Transport {
  peer: MemoryEnd | undefined;
}

/** Two ends in one process that clone what they carry: for tests, and for views that the host draws itself. */
export function createMemoryPair(
  soon: (task: () => void) => void,
  clone: (value: unknown) => unknown,
): readonly [Transport, Transport] {
  const left = createMemoryEnd(soon, clone);
  const right = createMemoryEnd(soon, clone);
  left.peer = right;
  right.peer = left;
  return [left, right];
}

function createMemoryEnd(soon: (task: () => void) => void, clone: (value: unknown) => unknown): MemoryEnd {
  const waiting: unknown[] = [];
  let deliver: ((message: unknown) => void) | undefined;
  let closed = false;
  let notifyClosed: (() => void) | undefined;
  const end: MemoryEnd & { accept(message: unknown): void; shut(): void } = {
    peer: undefined,
    send(message) {
      if (closed) return;
      const copy = clone(message);
      const peer = end.peer as (MemoryEnd & { accept(message: unknown): void }) | undefined;
      soon(() => peer?.accept(copy));
    },
    accept(message) {
      if (closed) return;
      if (deliver) deliver(message);
      else waiting.push(message);
    },
    start(onMessage, onClose) {
      deliver = onMessage;
      notifyClosed = onClose;
      for (const message of waiting.splice(0)) onMessage(message);
      if (closed) onClose();
    },
    shut() {
      if (closed) return;
      closed = true;
      notifyClosed?.();
    },
    close() {
      end.shut();
      const peer = end.peer as (MemoryEnd & { shut(): void }) | undefined;
      soon(() => peer?.shut());
    },
  };
  return end;
}
