/** The sources of the wire that run outside the main process too, in the order of their dependencies. */
export const wireFiles: readonly string[] = [
  'wire/scheduler.ts',
  'wire/json-safe.ts',
  'wire/graph-encode.ts',
  'wire/graph-decode.ts',
  'wire/codec.ts',
  'wire/packet.ts',
  'wire/frame.ts',
  'wire/link.ts',
  'wire/port-core.ts',
  'wire/local-link.ts',
  'wire/channel-link.ts',
  'wire/move-port.ts',
  'wire/outbox.ts',
  'wire/connection.ts',
];
