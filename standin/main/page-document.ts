import { WebSocketServer } from 'ws';
import { Connection } from '../wire/connection.ts';
import type { PortCore } from '../wire/port-core.ts';
import { scheduling } from '../wire/scheduler.ts';
import { attachSocket } from '../wire/socket-transport.ts';
import { directBroker } from './direct-broker.ts';
import type { Loopback } from './loopback.ts';

export interface PageMessage {
  readonly kind: 'send' | 'invoke' | 'post';
  readonly channel: string;
  readonly args: readonly unknown[];
  readonly ports: readonly PortCore[];
  /** Of an invoke: what the answer carries. */
  readonly id: number;
}

interface PageDocumentOptions {
  readonly loopback: Loopback;
  readonly secret: string;
  /** The Origin header of its socket. */
  readonly origin: string | null;
  readonly onmessage: (message: PageMessage) => void;
}

/** Structured clone has no limit in Electron; this one only keeps a broken length from taking all memory. */
const maximumPacketBytes = 1024 * 1024 * 1024;
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maximumPacketBytes });

/** This process's end of one document that runs a preload; over with the document. */
export class PageDocument {
  readonly connection: Connection;
  readonly #options: PageDocumentOptions;

  constructor(options: PageDocumentOptions) {
    this.#options = options;
    this.connection = new Connection({ parity: 0, introduce: directBroker.introduce });
    this.connection.root.receiver = {
      message: (data, ports) => scheduling.current.task(() => this.#receive(data, ports)),
      peerClosed: () => undefined,
      relink: () => undefined,
    };
    directBroker.addPage(this.connection, options.origin);
    options.loopback.expect(options.secret, options.origin, (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (accepted) => attachSocket(this.connection, accepted));
    });
  }

  send(message: readonly unknown[], ports: readonly PortCore[] = []): void {
    this.connection.root.send(message, ports);
  }

  end(): void {
    this.#options.loopback.withdraw(this.#options.secret);
    this.connection.lost();
    directBroker.remove(this.connection);
  }

  #receive(data: unknown, ports: readonly PortCore[]): void {
    const [kind, channel, args, id = 0] = data as [PageMessage['kind'], string, unknown[], number?];
    this.#options.onmessage({ kind, channel, args, ports, id });
  }
}
