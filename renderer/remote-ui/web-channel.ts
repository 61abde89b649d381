import { LEAVING_KEYS, type LeavingKey } from '../../addins/protocol/leaving-keys.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { MESSAGES_WAITING, webMessage } from '../../addins/protocol/ui/web-messages.ts';

/** What one side has to say to the other: messages not taken yet, the number of the first, and how many it took itself. */
export interface WebWire {
  readonly first: number;
  readonly values: readonly Plain[];
  readonly taken: number;
}

/** Messages that a page may send within one second; one that sends more is shut, so that it cannot busy the window. */
const MESSAGES_PER_SECOND = 500;
const SECOND = 1_000;

export interface WebChannelOptions {
  /** There is something to say to the add-in. */
  tell(wire: WebWire): void;
  leave(key: LeavingKey): void;
  /** The page broke the rules. */
  refuse(): void;
  now?: () => number;
}

/** Joins a page and its view. Both ends are strangers: what they say is checked here and passed on as data. */
export class WebChannel {
  readonly #options: WebChannelOptions;
  readonly #message = webMessage();
  #port: MessagePort | undefined;
  #unsent: Plain[] = [];
  #first = 0;
  #taken = 0;
  #second = { since: 0, count: 0 };

  constructor(options: WebChannelOptions) {
    this.#options = options;
  }

  /** A document was loaded into `frame`: it gets a port of its own, the one before is closed. */
  connect(frame: { postMessage(message: string, origin: string, ports: Transferable[]): void }): void {
    this.close();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => this.receive(data);
    this.#port = port1;
    // The page has no origin that could be named; nothing but pages of the package is ever in the frame.
    frame.postMessage('bulkhead', '*', [port2]);
  }

  /** What the add-in says: messages that were passed on before are in it until it knows. */
  take({ first, values, taken }: WebWire): void {
    const known = Math.max(0, this.#taken - first);
    for (const value of values.slice(known)) this.#port?.postMessage(value);
    const passedOn = Math.max(this.#taken, first + values.length);
    const settled = Math.min(this.#unsent.length, Math.max(0, taken - this.#first));
    this.#unsent = this.#unsent.slice(settled);
    this.#first += settled;
    if (passedOn === this.#taken) return;
    this.#taken = passedOn;
    this.#tell();
  }

  /** What the page says. */
  receive(data: unknown): void {
    if (!this.#mayGoOn()) return;
    const said = readSaid(data);
    if (said && 'key' in said && isLeavingKey(said.key)) this.#options.leave(said.key);
    else if (said && 'value' in said && this.#message.accepts(said.value)) this.#add(said.value);
  }

  close(): void {
    this.#port?.close();
    this.#port = undefined;
  }

  #add(value: Plain): void {
    if (this.#unsent.length >= MESSAGES_WAITING) return;
    this.#unsent.push(value);
    this.#tell();
  }

  #tell(): void {
    this.#options.tell({ first: this.#first, values: [...this.#unsent], taken: this.#taken });
  }

  #mayGoOn(): boolean {
    const now = (this.#options.now ?? (() => performance.now()))();
    if (now - this.#second.since >= SECOND) this.#second = { since: now, count: 0 };
    this.#second.count++;
    if (this.#second.count <= MESSAGES_PER_SECOND) return true;
    this.close();
    this.#options.refuse();
    return false;
  }
}

function readSaid(data: unknown): { key: unknown } | { value: unknown } | undefined {
  if (typeof data !== 'object' || data === null || Object.keys(data).length !== 1) return undefined;
  return Object.hasOwn(data, 'key') || Object.hasOwn(data, 'value') ? (data as { value: unknown }) : undefined;
}

function isLeavingKey(key: unknown): key is LeavingKey {
  return LEAVING_KEYS.some((known) => known === key);
}
