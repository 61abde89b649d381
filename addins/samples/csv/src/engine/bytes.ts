/** The bytes that mean something in a CSV file. */
export const BYTE = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  semicolon: 0x3b,
  bar: 0x7c,
} as const;

/** Each byte with the letters A to Z made small: text is compared without regard to case. */
export const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
);

export function isLineEnd(byte: number | undefined): boolean {
  return byte === BYTE.lineFeed || byte === BYTE.carriageReturn;
}
