/** Where a value stands: `buffer[start]` up to, not including, `buffer[end]`. */
export interface ByteValue {
  readonly buffer: Uint8Array;
  readonly start: number;
  readonly end: number;
}
