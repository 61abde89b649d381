/** A frame is `[channel, kind, data?, ports?, firstAttachment?]`; a batch of frames is one text plus attachments. */
export type Frame = readonly [number, number, unknown?, (readonly PortDescriptor[])?, number?];

/** The channel the moved port uses here, and the ticket when it goes on over a direct connection. */
export type PortDescriptor = readonly [number, string?];

export const rootChannel = 0;

export const frameKind = {
  json: 0,
  graph: 1,
  close: 2,
  /** Data is a ticket: stop sending here, acknowledge, go on over the direct connection of that ticket. */
  divert: 3,
  diverted: 4,
  switched: 5,
  /** Root channel only. Data is a ticket whose other side will never come. */
  refused: 6,
  /** Root channel only. Data is a ticket whose socket has arrived in the process it was handed to. */
  taken: 7,
} as const;

export interface Transport {
  send(text: string, attachments: readonly Uint8Array[]): void;
  close(): void;
}
