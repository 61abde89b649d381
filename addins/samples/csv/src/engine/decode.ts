import type { ByteValue } from './byte-value.ts';

/** How the bytes of a file spell letters. Everything else about CSV is plain ASCII. */
export type Encoding = 'utf-8' | 'windows-1252';

/** Longer texts cost more to join one by one than a decoder costs to start. */
const SHORT = 24;

const decoders: Record<Encoding, { decode(bytes: Uint8Array): string }> = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  'windows-1252': { decode: decodeWindows1252 },
};
const { fromCharCode } = String;

export function decodeText({ buffer, start, end }: ByteValue, encoding: Encoding): string {
  if (end - start <= SHORT) {
    const text = decodeShortAscii(buffer, start, end);
    if (text !== null) return text;
  }
  return decoders[encoding].decode(buffer.subarray(start, end));
}

function decodeShortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  let text = '';
  for (let position = start; position < end; position++) {
    const byte = bytes[position] ?? 0;
    if (byte > 0x7f) return null;
    text += fromCharCode(byte);
  }
  return text;
}

/** The characters of bytes 0x80 to 0x9f; the others stand for themselves. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : fromCharCode(byte);
  return text;
}

/** Null when the text has a letter that the encoding cannot spell. */
export function encodeText(text: string, encoding: Encoding): Uint8Array | null {
  if (encoding === 'utf-8') return encoder.encode(text);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const special = WINDOWS_1252.indexOf(text.charAt(index));
    if (special < 0 && (code > 0xff || (code >= 0x80 && code < 0xa0))) return null;
    bytes[index] = special < 0 ? code : 0x80 + special;
  }
  return bytes;
}

const encoder = new TextEncoder();

/** Whether a sample of a file is UTF-8; the last letter may be cut off. */
export function looksLikeUtf8(sample: Uint8Array): boolean {
  let follow = 0;
  for (const byte of sample) {
    if (follow > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      follow--;
    } else if (byte >= 0x80) {
      follow = followers(byte);
      if (follow < 0) return false;
    }
  }
  return true;
}

function followers(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return -1;
}
