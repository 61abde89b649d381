import type { Entry, ExtraField, LocalFileHeader } from 'yauzl';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { notCanonical } from './archive-end.ts';
import { COMPRESSION_RATIO, RATIO_FLOOR } from './package-limits.ts';
import { printable, unsafePath } from './path-rules.ts';

/** One entry of the directory that passed every check that needs no contents. */
export interface ArchiveEntry {
  path: string;
  folder: boolean;
  entry: Entry;
}

const STORED = 0;
const DEFLATED = 8;
/** Bits 1 and 2 tell how hard the packer tried, bit 11 that the name is UTF-8. Everything else is refused. */
const KNOWN_FLAGS = 0b1000_0000_0110;
const UTF8_FLAG = 0x800;
/** Times and owners. Anything else can rename the file, link it, encrypt it or resize it. */
const KNOWN_EXTRA_FIELDS: ReadonlySet<number> = new Set([0x000a, 0x5455, 0x5855, 0x7855, 0x7875]);

const TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;
const DIRECTORY = 0o040000;
const SPECIAL_BITS = 0o7000;
/** Windows: device and reparse point (link). */
const FOREIGN_ATTRIBUTES = 0x40 | 0x400;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the name and refuses links, devices, encryption and everything a plain package does not need. */
export function checkEntry(entry: Entry): ArchiveEntry {
  const name = entryName(entry.fileNameRaw, entry.generalPurposeBitFlag);
  const folder = name.endsWith('/');
  const path = folder ? name.slice(0, -1) : name;
  if ((entry.generalPurposeBitFlag & ~KNOWN_FLAGS) !== 0) {
    throw notCanonical(`"${printable(name)}" is encrypted or was written as a stream`, printable(name));
  }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw notCanonical(`"${printable(name)}" is packed in an unknown way`, printable(name));
  }
  checkExtraFields(entry.extraFields, name);
  checkMode(entry, path, folder);
  checkSizes(entry, path, folder);
  return { path, folder, entry };
}

function entryName(raw: Buffer, flags: number): string {
  const ascii = raw.every((byte) => byte < 0x80);
  if (!ascii && (flags & UTF8_FLAG) === 0) throw notCanonical('a name is not marked as UTF-8');
  try {
    return utf8.decode(raw);
  } catch {
    throw unsafePath(raw.toString('latin1'), 'is not valid UTF-8');
  }
}

function checkExtraFields(fields: readonly ExtraField[], name: string): void {
  const foreign = fields.find((field) => !KNOWN_EXTRA_FIELDS.has(field.id));
  if (foreign) throw notCanonical(`"${printable(name)}" carries field 0x${foreign.id.toString(16)}`, printable(name));
}

function checkMode(entry: Entry, path: string, folder: boolean): void {
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & TYPE_MASK;
  const expected = folder ? DIRECTORY : REGULAR_FILE;
  if (type !== 0 && type !== expected) throw unsafePath(path, 'is a link or a device, not a file');
  if ((mode & SPECIAL_BITS) !== 0) throw unsafePath(path, 'asks for special rights');
  if ((entry.externalFileAttributes & FOREIGN_ATTRIBUTES) !== 0) {
    throw unsafePath(path, 'is a link or a device, not a file');
  }
}

function checkSizes(entry: Entry, path: string, folder: boolean): void {
  const { compressedSize, uncompressedSize } = entry;
  if (folder && (compressedSize !== 0 || uncompressedSize !== 0)) throw notCanonical('a folder has contents', path);
  if (uncompressedSize > RATIO_FLOOR && uncompressedSize > compressedSize * COMPRESSION_RATIO) {
    throw new BulkheadError('E_PACKAGE_TOO_LARGE', {
      message: `"${printable(path)}" unpacks to more than ${COMPRESSION_RATIO} times its size.`,
      detail: { file: printable(path), limit: COMPRESSION_RATIO },
    });
  }
}

/** The header beside the data must say what the directory says; readers differ in which of them they believe. */
export function checkLocalHeader({ path, entry }: ArchiveEntry, header: LocalFileHeader, extra: ExtraField[]): void {
  const same =
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    header.compressionMethod === entry.compressionMethod &&
    header.lastModFileTime === entry.lastModFileTime &&
    header.lastModFileDate === entry.lastModFileDate &&
    header.crc32 === entry.crc32 &&
    header.compressedSize === entry.compressedSize &&
    header.uncompressedSize === entry.uncompressedSize &&
    header.fileName.equals(entry.fileNameRaw);
  if (!same) throw notCanonical(`the two records of "${printable(path)}" differ`, printable(path));
  checkExtraFields(extra, path);
}

/** Bytes that one record of the directory takes. */
export function directoryRecordSize(entry: Entry): number {
  return 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
}
