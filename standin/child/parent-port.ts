import { EventEmitter } from 'node:events';
import { wrapPorts } from '../main/message-port-main.ts';
import type { Connection } from '../wire/connection.ts';
import type { PortCore } from '../wire/port-core.ts';
import { scheduling } from '../wire/scheduler.ts';

/** process.parentPort. Messages wait for the first 'message' listener, and again once the last one is removed. */
export class ParentPort extends EventEmitter {
  readonly #connection: Connection;
  readonly #queue: { data: unknown; ports: readonly PortCore[] }[] = [];

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    connection.root.receiver = {
      message: (data, ports) => this.#receive(data, ports),
      peerClosed: () => undefined,
      relink: () => undefined,
    };
    this.on('newListener', (name) => {
      if (name !== 'message') return;
      for (let count = this.#queue.length; count > 0; count--) scheduling.current.task(() => this.#deliver());
    });
  }

  /** There is no transfer list: ports come from main only. */
  postMessage(message: unknown): void {
    this.#connection.root.send(message);
  }

  #receive(data: unknown, ports: readonly PortCore[]): void {
    this.#queue.push({ data, ports });
    scheduling.current.task(() => this.#deliver());
  }

  #deliver(): void {
    if (this.listenerCount('message') === 0) return;
    const item = this.#queue.shift();
    if (item !== undefined) this.emit('message', { data: item.data, ports: wrapPorts(item.ports) });
  }
}
