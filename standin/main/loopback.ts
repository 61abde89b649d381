import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes over an accepted socket whose upgrade has not been answered yet. */
export type SocketTaker = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Expected {
  readonly take: SocketTaker;
  /** The Origin header that the document must send; null admits any, for documents whose origin is opaque. */
  readonly origin: string | null;
}

const tokenBytes = 16;
/** A document calls as soon as it has reported itself; both come by different ways, so the call may be first. */
const earlyCallDeadlineMs = 30_000;

/** The loopback port that documents call: every path is a secret of its own, good for one call. */
export class Loopback {
  /** `ws://127.0.0.1:<port>/<token>/`; also what a content security policy must allow. */
  readonly endpoint: string;
  readonly #server: Server;
  readonly #host: string;
  readonly #prefix: string;
  readonly #expected = new Map<string, Expected>();
  readonly #early = new Map<string, () => void>();

  private constructor(server: Server) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#host = `127.0.0.1:${port}`;
    this.#prefix = `/${newSecret()}/`;
    this.endpoint = `ws://${this.#host}${this.#prefix}`;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    server.unref();
  }

  static async open(): Promise<Loopback> {
    const server = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Loopback(server);
  }

  expect(secret: string, origin: string | null, take: SocketTaker): void {
    this.#expected.set(secret, { take, origin });
    const early = this.#early.get(secret);
    this.#early.delete(secret);
    early?.();
  }

  withdraw(secret: string): boolean {
    return this.#expected.delete(secret);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #upgrade(...call: Parameters<SocketTaker>): void {
    const [request, socket] = call;
    const path = request.url ?? '';
    if (request.headers.host !== this.#host || !path.startsWith(this.#prefix)) {
      refuse(socket);
      return;
    }
    const secret = path.slice(this.#prefix.length);
    if (this.#accept(secret, ...call)) return;
    const deadline = setTimeout(() => {
      this.#early.delete(secret);
      refuse(socket);
    }, earlyCallDeadlineMs);
    this.#early.set(secret, () => {
      clearTimeout(deadline);
      this.#accept(secret, ...call);
    });
  }

  #accept(secret: string, ...call: Parameters<SocketTaker>): boolean {
    const [request, socket] = call;
    const expected = this.#expected.get(secret);
    if (expected === undefined) return false;
    this.#expected.delete(secret);
    if (expected.origin !== null && request.headers.origin !== expected.origin) refuse(socket);
    else expected.take(...call);
    return true;
  }
}

export function newSecret(): string {
  return randomBytes(tokenBytes).toString('hex');
}

export function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
}
