import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

type Parameters = Record<string, unknown>;

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Parameters;
  readonly sessionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** One CDP session; events are emitted by their method name with their parameters. */
export class CdpSession extends EventEmitter {
  readonly id: string | undefined;
  readonly #connection: CdpConnection;

  constructor(connection: CdpConnection, id: string | undefined) {
    super();
    this.#connection = connection;
    this.id = id;
  }

  async send<Result = unknown>(method: string, params: Parameters = {}): Promise<Result> {
    return this.#connection.send(method, params, this.id) as Promise<Result>;
  }

  /** For commands whose failure means that the target has gone, which an event reports anyway. */
  post(method: string, params: Parameters = {}): void {
    this.send(method, params).catch(() => undefined);
  }

  /** A session that the engine has attached on behalf of this one. */
  child(id: string): CdpSession {
    return this.#connection.session(id);
  }
}

/** The DevTools protocol over Chromium's pipe: JSON texts that end in a zero byte. */
export class CdpConnection {
  readonly browser = new CdpSession(this, undefined);
  readonly #output: Writable;
  readonly #sessions = new Map<string | undefined, CdpSession>();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #partial: string[] = [];

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    this.#sessions.set(undefined, this.browser);
    input.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    input.once('close', () => this.#fail());
    // A write after Chromium's end is reported by the input's close.
    output.on('error', () => undefined);
  }

  session(id: string): CdpSession {
    const session = new CdpSession(this, id);
    this.#sessions.set(id, session);
    return session;
  }

  existingSession(id: string): CdpSession | undefined {
    return this.#sessions.get(id);
  }

  async send(method: string, params: Parameters, sessionId: string | undefined): Promise<unknown> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #read(text: string): void {
    const parts = text.split('\0');
    const rest = parts.pop() ?? '';
    for (const part of parts) {
      this.#handle(JSON.parse(this.#partial.join('') + part) as Reply);
      this.#partial = [];
    }
    if (rest !== '') this.#partial.push(rest);
  }

  #handle(reply: Reply): void {
    if (reply.id === undefined) {
      this.#sessions.get(reply.sessionId)?.emit(reply.method ?? '', reply.params);
      if (reply.method === 'Target.detachedFromTarget') this.#sessions.delete(reply.params?.['sessionId'] as string);
      return;
    }
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.error === undefined) pending?.resolve(reply.result);
    else pending?.reject(new Error(reply.error.message));
  }

  #fail(): void {
    for (const pending of this.#pending.values()) pending.reject(new Error('Chromium has gone.'));
    this.#pending.clear();
  }
}
