/**
 * Values that JSON alone cannot carry: a table of nodes in which a one-element array `[index]` is a reference, so
 * cycles and shared references survive; bytes of array buffers travel beside the text as attachments.
 */
export interface Graph {
  readonly nodes: unknown[];
  readonly root: unknown;
}

const errorNames = ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

/** The text Electron uses at the sender, whatever the reason. */
export function cloneError(): Error {
  return new Error('An object could not be cloned.');
}

/** @throws {Error} "An object could not be cloned." for functions, symbols, promises, weak collections, shared memory. */
export function encodeGraph(value: unknown, attachments: Uint8Array[]): Graph {
  const encoder = new GraphEncoder(attachments);
  const root = encoder.encode(value);
  return { nodes: encoder.nodes, root };
}

class GraphEncoder {
  readonly nodes: unknown[] = [];
  readonly #seen = new Map<object, number>();
  readonly #attachments: Uint8Array[];

  constructor(attachments: Uint8Array[]) {
    this.#attachments = attachments;
  }

  encode(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ['n', Object.is(value, -0) ? '-0' : `${value}`];
      case 'undefined':
        return ['u'];
      case 'bigint':
        return ['b', `${value}`];
      case 'object':
        return value === null ? null : [this.#reference(value)];
      default:
        throw cloneError();
    }
  }

  #reference(value: object): number {
    const known = this.#seen.get(value);
    if (known !== undefined) return known;
    const index = this.nodes.length;
    this.#seen.set(value, index);
    this.nodes.push(null);
    this.nodes[index] = this.#node(value);
    return index;
  }

  #node(value: object): unknown[] {
    if (Array.isArray(value)) return this.#array(value);
    if (ArrayBuffer.isView(value)) return this.#view(value);
    switch (Object.prototype.toString.call(value)) {
      case '[object Date]':
        return ['d', this.encode((value as Date).getTime())];
      case '[object RegExp]':
        return ['x', (value as RegExp).source, (value as RegExp).flags];
      case '[object Map]':
        return ['m', ...[...(value as Map<unknown, unknown>)].flat(1).map((item) => this.encode(item))];
      case '[object Set]':
        return ['s', ...[...(value as Set<unknown>)].map((item) => this.encode(item))];
      case '[object ArrayBuffer]':
        return ['B', this.#attachments.push(new Uint8Array((value as ArrayBuffer).slice(0))) - 1];
      case '[object Error]':
        return this.#error(value as Error);
      case '[object Number]':
      case '[object String]':
      case '[object Boolean]':
      case '[object BigInt]':
        return ['p', this.encode(value.valueOf())];
      default:
        return this.#object(value);
    }
  }

  #array(values: readonly unknown[]): unknown[] {
    const keys = Object.keys(values);
    // Without holes and without names of their own, which is nearly always: no key has to travel.
    if (keys.length === values.length && (keys.length === 0 || keys.at(-1) === `${values.length - 1}`)) {
      const list: unknown[] = ['l'];
      for (const value of values) list.push(this.encode(value));
      return list;
    }
    const node: unknown[] = ['a', values.length];
    for (const key of keys) node.push(key, this.encode(values[key as unknown as number]));
    return node;
  }

  #view(view: ArrayBufferView): unknown[] {
    const name = Object.prototype.toString.call(view).slice('[object '.length, -1);
    if (!isArrayBuffer(view.buffer)) throw cloneError();
    if (isNodeBuffer(view)) {
      // A small Buffer is a window on Node's shared pool: only its own bytes may travel.
      return ['v', 'Uint8Array', this.#reference(Uint8Array.from(view).buffer), 0, view.byteLength];
    }
    const length = 'length' in view ? (view.length as number) : view.byteLength;
    return ['v', name, this.#reference(view.buffer), view.byteOffset, length];
  }

  #error(error: Error): unknown[] {
    const name = errorNames.includes(error.name) ? error.name : 'Error';
    const node: unknown[] = ['e', name, `${error.message}`, error.stack === undefined ? null : `${error.stack}`];
    if ('cause' in error) node.push(this.encode(error.cause));
    return node;
  }

  #object(value: object): unknown[] {
    const tag = Object.prototype.toString.call(value);
    if (tag !== '[object Object]' && Object.getPrototypeOf(value) !== null) throw cloneError();
    const node: unknown[] = ['o'];
    for (const key of Object.keys(value)) node.push(key, this.encode((value as Record<string, unknown>)[key]));
    return node;
  }
}

function isArrayBuffer(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

function isNodeBuffer(view: ArrayBufferView): view is Uint8Array {
  return typeof Buffer === 'function' && Buffer.isBuffer(view);
}
