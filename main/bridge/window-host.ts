import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';
import type { HostBridge, HostEvent } from '../../preload/bridge.ts';
import { connectWindow, type WindowConnection } from './window-connection.ts';

/** The page that listens at the moment, if any. Events for nobody are dropped: a new page asks for a snapshot. */
export class WindowHost {
  readonly #onPageGone: () => void;
  #connection: WindowConnection | undefined;

  constructor(onPageGone: () => void) {
    this.#onPageGone = onPageGone;
  }

  /** A page says that it listens. One from before (a reload) is let go. */
  serve(port: MessagePortLike, bridge: HostBridge): void {
    this.#connection?.close();
    this.#onPageGone();
    const connection = connectWindow(port, bridge, () => {
      if (this.#connection !== connection) return;
      this.#connection = undefined;
      this.#onPageGone();
    });
    this.#connection = connection;
  }

  get listening(): boolean {
    return this.#connection !== undefined;
  }

  send(event: HostEvent): void {
    this.#connection?.send(event);
  }
}
