import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { fromBufferPromise, parseExtraFields, type ZipFile } from 'yauzl';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { type ArchiveEnd, notCanonical, readArchiveEnd } from './archive-end.ts';
import { type ArchiveEntry, checkEntry, checkLocalHeader, directoryRecordSize } from './archive-entry.ts';
import { assertFileCount, PackageBudget, type PackageFiles } from './package-files.ts';
import { ARCHIVE_BYTES } from './package-limits.ts';

interface InflateResult {
  buffer: Buffer;
  engine: { bytesWritten: number };
}
/** With `info` the result also tells how much of the input was used; the types know nothing of it. */
const inflate = promisify(inflateRaw) as unknown as (
  data: Uint8Array,
  options: { info: true; maxOutputLength: number },
) => Promise<InflateResult>;

/**
 * Unpacks an `.addin` file into memory. Sizes, names and layout are checked before the first byte is unpacked.
 * Throws E_BAD_PACKAGE, E_UNSAFE_PATH or E_PACKAGE_TOO_LARGE, and nothing else.
 */
export async function readArchive(bytes: Uint8Array): Promise<PackageFiles> {
  if (bytes.length > ARCHIVE_BYTES) {
    throw new BulkheadError('E_PACKAGE_TOO_LARGE', { detail: { limit: ARCHIVE_BYTES } });
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await readEntries(buffer);
  } catch (thrown) {
    if (thrown instanceof BulkheadError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new BulkheadError('E_BAD_PACKAGE', { message: `The zip file is damaged: ${reason}`, cause: thrown });
  }
}

async function readEntries(bytes: Buffer): Promise<PackageFiles> {
  const end = readArchiveEnd(bytes);
  assertFileCount(end.entryCount);
  const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: true });
  const entries = await readDirectory(zip, end);
  const files = new Map<string, Uint8Array>();
  for (const { entry, start } of await locate(zip, entries, end)) {
    if (!entry.folder) files.set(entry.path, await unpack(bytes, entry, start));
  }
  return files;
}

async function readDirectory(zip: ZipFile, end: ArchiveEnd): Promise<ArchiveEntry[]> {
  const budget = new PackageBudget();
  const entries: ArchiveEntry[] = [];
  let directorySize = 0;
  for await (const raw of zip.eachEntry()) {
    const entry = checkEntry(raw);
    budget.take(entry.path, raw.uncompressedSize, entry.folder);
    directorySize += directoryRecordSize(raw);
    entries.push(entry);
  }
  if (entries.length !== end.entryCount || directorySize !== end.directorySize) {
    throw notCanonical('its directory has a wrong size');
  }
  return entries;
}

interface LocatedEntry {
  entry: ArchiveEntry;
  /** Where the data begins, in bytes from the start of the archive. */
  start: number;
}

/** The entries in the order of their data, each beginning exactly where the one before it ends: none overlap, nothing hides. */
async function locate(zip: ZipFile, entries: ArchiveEntry[], end: ArchiveEnd): Promise<LocatedEntry[]> {
  const located: LocatedEntry[] = [];
  let position = 0;
  const offset = ({ entry }: ArchiveEntry) => entry.relativeOffsetOfLocalHeader;
  for (const entry of [...entries].sort((left, right) => offset(left) - offset(right))) {
    if (offset(entry) !== position) throw notCanonical('entries overlap or leave a gap', entry.path);
    const header = await zip.readLocalFileHeaderPromise(entry.entry);
    checkLocalHeader(entry, header, parseExtraFields(header.extraField));
    located.push({ entry, start: header.fileDataStart });
    position = header.fileDataStart + entry.entry.compressedSize;
  }
  if (position !== end.directoryOffset) throw notCanonical('there are bytes that belong to no file');
  return located;
}

async function unpack(bytes: Buffer, { path, entry }: ArchiveEntry, start: number): Promise<Uint8Array> {
  const packed = bytes.subarray(start, start + entry.compressedSize);
  const data = entry.compressionMethod === 0 ? new Uint8Array(packed) : await unpackDeflated(packed, path, entry);
  if (data.length !== entry.uncompressedSize || crc32(data) !== entry.crc32) {
    throw new BulkheadError('E_BAD_PACKAGE', { message: `"${path}" is damaged.`, detail: { file: path } });
  }
  return data;
}

async function unpackDeflated(packed: Buffer, path: string, { uncompressedSize }: { uncompressedSize: number }) {
  // One byte more than declared: a longer file is seen without unpacking all of it.
  const result = await inflate(packed, { info: true, maxOutputLength: uncompressedSize + 1 });
  if (result.engine.bytesWritten !== packed.length) throw notCanonical(`"${path}" is followed by hidden bytes`, path);
  return new Uint8Array(result.buffer);
}
