const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Bytes joined at once; a multiple of three. */
const PIECE = 6_144;

/** Bytes as base64 text. Compartments are given no encoder of their own. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE) text += encodePiece(bytes.subarray(from, from + PIECE));
  return text;
}

function encodePiece(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    text += LETTERS[first >> 2];
    text += LETTERS[((first & 3) << 4) | ((second ?? 0) >> 4)];
    text += second === undefined ? '=' : LETTERS[((second & 15) << 2) | ((third ?? 0) >> 6)];
    text += third === undefined ? '=' : LETTERS[third & 63];
  }
  return text;
}
