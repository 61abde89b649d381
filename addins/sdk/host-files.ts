import { BULK_CHUNK_BYTES } from '../protocol/limits.ts';
import type { CallHost } from './host.ts';
import { encodeUtf8 } from './utf8.ts';

/** Chunks that are asked for ahead of the one in use: hides the way to the host and back. */
const READ_AHEAD = 3;

export interface ChunkOptions {
  /** Byte to start at. */
  from?: number;
  /** Checked between chunks. */
  signal?: { readonly aborted: boolean };
}

/** A file that a person picked for this add-in. It stays open until `close`, or until the add-in stops. */
export interface OpenFile {
  readonly name: string;
  /** Bytes, when it was picked. */
  readonly size: number;
  /** Up to `length` bytes from `position`; fewer only at the end. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** The whole file, one chunk after the other; nothing of it is kept. */
  chunks(options?: ChunkOptions): AsyncIterable<Uint8Array>;
  /** The whole file as UTF-8 text. */
  text(): Promise<string>;
  close(): Promise<void>;
}

/** A file that a person chose to save to. It changes only in `commit`, all at once. */
export interface SaveFile {
  readonly name: string;
  append(content: string | Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Throws away what was not committed. */
  close(): Promise<void>;
}

export interface HostFiles {
  /** Shows the host's dialog; an empty list when the person cancelled. `types` are endings like ".csv". */
  open(options?: { types?: string[]; multiple?: boolean }): Promise<OpenFile[]>;
  /** Shows the host's dialog; null when the person cancelled. */
  save(options: { suggestedName: string; types?: string[] }): Promise<SaveFile | null>;
}

export function createHostFiles(call: CallHost): HostFiles {
  return Object.freeze({
    async open({ types = [], multiple = false }: { types?: string[]; multiple?: boolean } = {}) {
      const picked = await call('fs.pickOpen', { types, multiple });
      return picked.map((file) => createOpenFile(call, file));
    },
    async save({ suggestedName, types = [] }: { suggestedName: string; types?: string[] }) {
      const picked = await call('fs.pickSave', { suggestedName, types });
      return picked ? createSaveFile(call, picked) : null;
    },
  });
}

function createOpenFile(call: CallHost, file: { handle: number; name: string; size: number }): OpenFile {
  const { handle, name, size } = file;
  const read = (position: number, length: number) =>
    call('fs.read', handle, position, Math.min(length, BULK_CHUNK_BYTES));
  const chunks = (options?: ChunkOptions) => readChunks(read, size, options);
  return Object.freeze({
    name,
    size,
    read: (position: number, length: number) => readExactly(read, position, length),
    chunks,
    text: () => readText(chunks()),
    close: () => done(call('fs.close', handle)),
  });
}

type ReadChunk = (position: number, length: number) => Promise<Uint8Array>;

async function readExactly(read: ReadChunk, position: number, length: number): Promise<Uint8Array> {
  if (length <= BULK_CHUNK_BYTES) return read(position, length);
  const all = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const chunk = await read(position + filled, length - filled);
    if (chunk.length === 0) break;
    all.set(chunk, filled);
    filled += chunk.length;
  }
  return all.subarray(0, filled);
}

async function* readChunks(read: ReadChunk, size: number, options: ChunkOptions = {}): AsyncGenerator<Uint8Array> {
  let position = options.from ?? 0;
  const ahead: Promise<Uint8Array>[] = [];
  while ((position < size || ahead.length > 0) && !options.signal?.aborted) {
    while (position < size && ahead.length < READ_AHEAD) {
      const chunk = read(position, BULK_CHUNK_BYTES);
      // A failure is reported where the chunk is awaited; until then nobody may call it unhandled.
      chunk.catch(() => undefined);
      ahead.push(chunk);
      position += BULK_CHUNK_BYTES;
    }
    const chunk = await (ahead.shift() as Promise<Uint8Array>);
    if (chunk.length > 0) yield chunk;
  }
}

async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function createSaveFile(call: CallHost, { handle, name }: { handle: number; name: string }): SaveFile {
  return Object.freeze({
    name,
    async append(content: string | Uint8Array) {
      const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
      for (let position = 0; position < bytes.length; position += BULK_CHUNK_BYTES) {
        // `slice` copies: a view would send the whole buffer behind it.
        await call('fs.append', handle, bytes.slice(position, position + BULK_CHUNK_BYTES));
      }
    },
    commit: () => done(call('fs.commit', handle)),
    close: () => done(call('fs.close', handle)),
  });
}

async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
