import type { Graph } from './graph-encode.ts';

const errorTypes: Record<string, ErrorConstructor> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};
const viewTypes: Record<string, new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

/** The inverse of encodeGraph. */
export function decodeGraph(graph: Graph, attachments: readonly Uint8Array[]): unknown {
  return new GraphDecoder(graph.nodes as unknown[][], attachments).decode(graph.root);
}

class GraphDecoder {
  readonly #nodes: readonly unknown[][];
  readonly #made: unknown[] = [];
  readonly #attachments: readonly Uint8Array[];

  constructor(nodes: readonly unknown[][], attachments: readonly Uint8Array[]) {
    this.#nodes = nodes;
    this.#attachments = attachments;
  }

  decode(item: unknown): unknown {
    if (!Array.isArray(item)) return item;
    if (typeof item[0] === 'number') return this.#resolve(item[0]);
    if (item[0] === 'n') return Number(item[1]);
    if (item[0] === 'b') return BigInt(item[1] as string);
    return undefined;
  }

  #resolve(index: number): unknown {
    if (index in this.#made) return this.#made[index];
    const node = this.#nodes[index];
    if (node === undefined) throw new Error('Malformed message: reference to a missing node.');
    return this.#build(node, index);
  }

  #keep<T>(index: number, value: T): T {
    this.#made[index] = value;
    return value;
  }

  #build(node: readonly unknown[], index: number): unknown {
    const [tag, first, second, third, fourth] = node;
    switch (tag) {
      case 'o':
        return this.#fill(this.#keep(index, {}), node, 1);
      case 'a':
        return this.#fill(this.#keep(index, new Array(first as number)), node, 2);
      case 'l':
        return this.#list(this.#keep(index, []), node);
      case 'm':
        return this.#map(this.#keep(index, new Map()), node);
      case 's':
        return this.#set(this.#keep(index, new Set()), node);
      case 'd':
        return this.#keep(index, new Date(this.decode(first) as number));
      case 'x':
        return this.#keep(index, new RegExp(first as string, second as string));
      case 'p':
        return this.#keep(index, Object(this.decode(first)));
      case 'e':
        return this.#error(node, index);
      case 'B':
        return this.#keep(index, this.#buffer(first as number));
      case 'v': {
        const View = viewTypes[first as string] ?? Uint8Array;
        return this.#keep(
          index,
          new View(this.#resolve(second as number) as ArrayBuffer, third as number, fourth as number),
        );
      }
      default:
        throw new Error('Malformed message: unknown node.');
    }
  }

  #fill(target: object, node: readonly unknown[], start: number): object {
    for (let at = start; at < node.length; at += 2) {
      const value = this.decode(node[at + 1]);
      // Assignment would call the setter of a key named __proto__.
      Object.defineProperty(target, node[at] as string, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return target;
  }

  #list(target: unknown[], node: readonly unknown[]): unknown[] {
    for (let at = 1; at < node.length; at++) target.push(this.decode(node[at]));
    return target;
  }

  #map(target: Map<unknown, unknown>, node: readonly unknown[]): Map<unknown, unknown> {
    for (let at = 1; at < node.length; at += 2) target.set(this.decode(node[at]), this.decode(node[at + 1]));
    return target;
  }

  #set(target: Set<unknown>, node: readonly unknown[]): Set<unknown> {
    for (const item of node.slice(1)) target.add(this.decode(item));
    return target;
  }

  #error(node: readonly unknown[], index: number): Error {
    const [, name, message, stack] = node;
    const error = this.#keep(index, new (errorTypes[name as string] ?? Error)(message as string));
    Object.defineProperty(error, 'stack', { value: stack ?? undefined, writable: true, configurable: true });
    if (node.length > 4) {
      Object.defineProperty(error, 'cause', { value: this.decode(node[4]), writable: true, configurable: true });
    }
    return error;
  }

  #buffer(attachment: number): ArrayBuffer {
    const bytes = this.#attachments[attachment];
    if (bytes === undefined) throw new Error('Malformed message: missing attachment.');
    // Not bytes.slice(): a Buffer's slice is no copy.
    return new Uint8Array(bytes).buffer;
  }
}
