import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { BulkheadError } from '../../addins/protocol/errors.ts';

/** Bytes of a body, before and after it is unpacked. */
export const RESPONSE_BYTES = 8 * 1024 * 1024;
/** Of the answer's headers: what the method's schema lets across. */
const NAME_LENGTH = 100;
const VALUE_LENGTH = 4_000;
/** Cookies are nobody's: none are kept, none are shown. The other two speak of the packed body. */
const DROPPED = new Set([
  'set-cookie',
  'set-cookie2',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  '__proto__',
]);

/** The whole body, unpacked. Throws E_QUOTA as soon as either form passes the cap, however small the other one is. */
export async function readBody(response: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const packed = capped(response);
  const unpacked = packed.pipe(unpackerFor(response.headers['content-encoding']));
  packed.on('error', (error) => unpacked.destroy(error));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > RESPONSE_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  // Not from Node's pool: its other bytes would cross with it.
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

/** Lower-case names; what is too long for the wire is left out. */
export function readHeaders(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    const text = Array.isArray(value) ? value.join(', ') : value;
    if (text === undefined || DROPPED.has(name)) continue;
    if (name.length <= NAME_LENGTH && text.length <= VALUE_LENGTH) headers[name] = text;
  }
  return headers;
}

function capped(response: IncomingMessage): Readable {
  return Readable.from(countBytes(response), { objectMode: false });
}

async function* countBytes(response: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of response) {
    length += chunk.byteLength;
    if (length > RESPONSE_BYTES) throw tooLarge();
    yield chunk;
  }
}

function unpackerFor(encoding: string | undefined): Transform {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case undefined:
    case '':
    case 'identity':
      return new PassThrough();
    default:
      throw new BulkheadError('E_IO', { message: 'The answer is packed in a way that cannot be read.' });
  }
}

function tooLarge(): BulkheadError {
  return new BulkheadError('E_QUOTA', { message: 'The answer is too large.', detail: { limit: RESPONSE_BYTES } });
}
