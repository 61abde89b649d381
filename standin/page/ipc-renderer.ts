import type { Connection } from '../wire/connection.ts';
import type { PortCore } from '../wire/port-core.ts';
import { fromDomPort, toDomPort } from './dom-ports.ts';
import { PageEmitter } from './page-emitter.ts';

interface PendingInvoke {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Electron's ipcRenderer over the document's connection. */
export class IpcRenderer extends PageEmitter {
  readonly #connection: Connection;
  readonly #pending = new Map<number, PendingInvoke>();
  #nextInvoke = 1;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    connection.root.receiver = {
      message: (data, ports) => this.#receive(data as unknown[], ports),
      peerClosed: () => undefined,
      relink: () => undefined,
    };
  }

  send(channel: string, ...args: unknown[]): void {
    this.#connection.root.send(['send', channel, args]);
  }

  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const id = this.#nextInvoke++;
    this.#connection.root.send(['invoke', channel, args, id]);
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    const isPortList = Array.isArray(transfer) && transfer.every((item) => item instanceof MessagePort);
    if (!isPortList) throw new TypeError('Invalid value for transfer');
    this.#connection.root.send(['post', channel, [message]], (transfer as MessagePort[]).map(fromDomPort));
  }

  #receive([kind, ...rest]: unknown[], ports: readonly PortCore[]): void {
    if (kind === 'result') {
      this.#settle(rest as [number, boolean, unknown]);
      return;
    }
    const [channel, args] = rest as [string, unknown[]];
    if (this.listenerCount(channel) === 0) for (const port of ports) port.close();
    else this.emit(channel, { sender: this, ports: ports.map(toDomPort) }, ...args);
  }

  #settle([id, isValue, value]: [number, boolean, unknown]): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (isValue) pending?.resolve(value);
    else pending?.reject(new Error(value as string));
  }
}
