/** Characters joined at once: more arguments than this overflow a stack. */
const PIECE = 8_192;
const REPLACEMENT = 0xfffd;

interface DecoderOptions {
  fatal?: boolean;
  ignoreBOM?: boolean;
}

/** UTF-8 as the web defines it, for compartments that are given no decoder: strict about what is valid, streams. */
export class Utf8Decoder {
  readonly encoding = 'utf-8';
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #waiting: number[] = [];
  #isStart = true;

  constructor(encoding = 'utf-8', { fatal = false, ignoreBOM = false }: DecoderOptions = {}) {
    if (!/^utf-?8$/i.test(encoding)) throw new RangeError(`There is no decoder for "${encoding}".`);
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  decode(bytes: Uint8Array = new Uint8Array(), { stream = false }: { stream?: boolean } = {}): string {
    const input = this.#waiting.length > 0 ? joined(this.#waiting, bytes) : bytes;
    this.#waiting = [];
    const end = stream ? completeLength(input) : input.length;
    for (let index = end; index < input.length; index++) this.#waiting.push(input[index] as number);
    const text = this.#read(input, end);
    const startsWithMark = this.#isStart && !this.ignoreBOM && text.charCodeAt(0) === 0xfeff;
    this.#isStart = stream ? this.#isStart && text === '' : true;
    return startsWithMark ? text.slice(1) : text;
  }

  #read(input: Uint8Array, end: number): string {
    let text = '';
    let units: number[] = [];
    for (let at = 0; at < end; ) {
      const { code, length } = readCharacter(input, at, end);
      if (code < 0 && this.fatal) throw new TypeError('The bytes are not UTF-8.');
      pushUnits(units, code < 0 ? REPLACEMENT : code);
      at += length;
      if (units.length < PIECE) continue;
      text += String.fromCharCode(...units);
      units = [];
    }
    return text + String.fromCharCode(...units);
  }
}

function joined(first: readonly number[], rest: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return all;
}

function pushUnits(units: number[], code: number): void {
  if (code <= 0xffff) units.push(code);
  else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
}

/** How many bytes follow a first byte; -1 for a byte that starts nothing. */
function followers(byte: number): number {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : -1;
}

/** The lowest and highest second byte after a first one: refuses overlong forms, surrogates and what lies beyond. */
function secondRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

/** The character at `at`, or -1 with the number of bytes that belong together although they make none. */
function readCharacter(input: Uint8Array, at: number, end: number): { code: number; length: number } {
  const first = input[at] as number;
  const count = followers(first);
  if (count <= 0) return { code: count < 0 ? -1 : first, length: 1 };
  let code = first & (0x3f >> count);
  let [lowest, highest] = secondRange(first);
  for (let index = 1; index <= count; index++) {
    const byte = at + index < end ? (input[at + index] as number) : -1;
    if (byte < lowest || byte > highest) return { code: -1, length: index };
    code = (code << 6) | (byte & 0x3f);
    [lowest, highest] = [0x80, 0xbf];
  }
  return { code, length: count + 1 };
}

/** The length without a character at the end whose last bytes are still to come. */
function completeLength(input: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, input.length); back++) {
    const byte = input[input.length - back] as number;
    if (byte >= 0xc0) return followers(byte) >= back ? input.length - back : input.length;
    if (byte < 0x80) break;
  }
  return input.length;
}

/** UTF-8 for compartments that are given no encoder. */
export class Utf8Encoder {
  readonly encoding = 'utf-8';

  encode(text = ''): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(text.length * 3);
    let at = 0;
    for (const character of text) {
      const point = character.codePointAt(0) as number;
      const code = point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point;
      at = writeCharacter(bytes, at, code);
    }
    return bytes.slice(0, at);
  }
}

/** What the first byte of a character begins with, by the number of bytes that follow. */
const FIRST_BYTES = [0, 0xc0, 0xe0, 0xf0];

function writeCharacter(bytes: Uint8Array, start: number, code: number): number {
  if (code < 0x80) {
    bytes[start] = code;
    return start + 1;
  }
  const count = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  bytes[start] = (FIRST_BYTES[count] as number) | (code >> (6 * count));
  for (let index = 1; index <= count; index++) bytes[start + index] = 0x80 | ((code >> (6 * (count - index))) & 0x3f);
  return start + count + 1;
}

/** Gives the compartment what it lacks; what it was given stays. */
export function installTextCodecs(scope: object): void {
  if (!('TextDecoder' in scope)) Object.defineProperty(scope, 'TextDecoder', { value: Utf8Decoder });
  if (!('TextEncoder' in scope)) Object.defineProperty(scope, 'TextEncoder', { value: Utf8Encoder });
}
