type Call = (...args: unknown[]) => unknown;

interface BridgeMessage {
  readonly op: 'expose' | 'call' | 'return' | 'settle' | 'tell';
  readonly id?: number;
  readonly key?: string;
  readonly ok?: boolean;
  readonly value?: unknown;
}

interface Settlers {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface WorldBridgeOptions {
  /** Known to the two worlds alone; also marks functions and promises inside copied values. */
  readonly secret: string;
  readonly side: 'page' | 'preload';
  readonly onexpose?: (key: string, api: unknown) => void;
  readonly ontold?: (value: unknown) => void;
}

/**
 * One of two ends through which the page's world and the preload's call each other. A DOM event reaches both worlds
 * synchronously, and the engine copies its detail from one to the other; functions and promises travel as numbers.
 */
export class WorldBridge {
  readonly #secret: string;
  readonly #target: string;
  readonly #functions: Call[] = [];
  readonly #promises = new Map<number, Settlers>();
  readonly #onexpose: WorldBridgeOptions['onexpose'];
  readonly #ontold: WorldBridgeOptions['ontold'];
  readonly #dispatch = document.dispatchEvent.bind(document);
  readonly #Event = CustomEvent;
  #nextPromise = 0;
  #returned: BridgeMessage | null = null;

  constructor({ secret, side, onexpose, ontold }: WorldBridgeOptions) {
    this.#secret = secret;
    this.#ontold = ontold;
    this.#onexpose = onexpose;
    this.#target = `${secret}-${side === 'page' ? 'preload' : 'page'}`;
    document.addEventListener(`${secret}-${side}`, (event) => this.#receive((event as CustomEvent).detail));
  }

  expose(key: string, api: unknown): void {
    this.#send({ op: 'expose', key, value: this.#encode(api) });
    this.#takeReturned();
  }

  /** Says something to which there is no answer. */
  tell(value: unknown): void {
    this.#send({ op: 'tell', value });
  }

  #send(message: BridgeMessage): void {
    this.#dispatch(new this.#Event(this.#target, { detail: message }));
  }

  #receive(message: BridgeMessage): void {
    if (message.op === 'return') this.#returned = message;
    if (message.op === 'settle') this.#settle(message);
    if (message.op === 'tell') this.#ontold?.(message.value);
    if (message.op === 'expose') this.#answer(() => this.#onexpose?.(message.key ?? '', this.#decode(message.value)));
    if (message.op === 'call') {
      const args = this.#decode(message.value) as unknown[];
      this.#answer(() => this.#functions[message.id ?? -1]?.(...args));
    }
  }

  #answer(run: () => unknown): void {
    try {
      this.#send({ op: 'return', ok: true, value: this.#encode(run()) });
    } catch (error) {
      this.#send({ op: 'return', ok: false, value: messageOf(error) });
    }
  }

  #settle({ id = -1, ok, value }: BridgeMessage): void {
    const settlers = this.#promises.get(id);
    this.#promises.delete(id);
    if (ok === true) settlers?.resolve(this.#decode(value));
    else settlers?.reject(new Error(value as string));
  }

  #takeReturned(): unknown {
    const returned = this.#returned;
    this.#returned = null;
    if (returned === null) throw new Error('The other world did not answer.');
    if (returned.ok !== true) throw new Error(returned.value as string);
    return this.#decode(returned.value);
  }

  #encode(value: unknown): unknown {
    if (typeof value === 'function') return { [this.#secret]: 'function', id: this.#functions.push(value as Call) - 1 };
    if (value instanceof Promise) return this.#encodePromise(value);
    if (Array.isArray(value)) return value.map((item) => this.#encode(item));
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#encode(item)]));
  }

  #encodePromise(promise: Promise<unknown>): unknown {
    const id = this.#nextPromise++;
    promise.then(
      (value) => this.#send({ op: 'settle', id, ok: true, value: this.#encode(value) }),
      (error: unknown) => this.#send({ op: 'settle', id, ok: false, value: messageOf(error) }),
    );
    return { [this.#secret]: 'promise', id };
  }

  #decode(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#decode(item));
    if (!isPlainObject(value)) return value;
    const { [this.#secret]: kind, id } = value;
    if (kind === 'function') return this.#proxy(id as number);
    if (kind === 'promise')
      return new Promise((resolve, reject) => this.#promises.set(id as number, { resolve, reject }));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#decode(item)]));
  }

  #proxy(id: number): Call {
    return (...args) => {
      this.#send({ op: 'call', id, value: this.#encode(args) });
      return this.#takeReturned();
    };
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
