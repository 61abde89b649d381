/** Text and attachments in one binary message: lengths as JSON, so that nothing has to be aligned. */
export function packPacket(text: string, attachments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text);
  const header = new TextEncoder().encode(JSON.stringify([body.length, ...attachments.map((item) => item.byteLength)]));
  const total = attachments.reduce(
    (sum, item) => sum + item.byteLength,
    headerLengthBytes + header.length + body.length,
  );
  const packet = new Uint8Array(total);
  new DataView(packet.buffer).setUint32(0, header.length);
  let at = headerLengthBytes;
  for (const part of [header, body, ...attachments]) {
    packet.set(part, at);
    at += part.byteLength;
  }
  return packet;
}

/** @throws {Error} when lengths and content disagree. */
export function unpackPacket(packet: Uint8Array): { text: string; attachments: Uint8Array[] } {
  const headerLength = new DataView(packet.buffer, packet.byteOffset).getUint32(0);
  let at = headerLengthBytes + headerLength;
  const lengths = JSON.parse(new TextDecoder().decode(packet.subarray(headerLengthBytes, at))) as number[];
  const parts = lengths.map((length) => {
    if (!Number.isSafeInteger(length) || length < 0 || at + length > packet.byteLength)
      throw new Error('Malformed packet.');
    at += length;
    return packet.subarray(at - length, at);
  });
  const [body = new Uint8Array(), ...attachments] = parts;
  return { text: new TextDecoder().decode(body), attachments };
}

const headerLengthBytes = 4;
