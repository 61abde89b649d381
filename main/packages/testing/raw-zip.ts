import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as a hostile packer would write it: every field of both records can lie. */
export interface RawEntry {
  name: string | Buffer;
  data?: Uint8Array | string;
  stored?: boolean;
  flags?: number;
  /** Unix mode, 0o100644 by default. */
  mode?: number;
  externalAttributes?: number;
  extra?: Buffer;
  localExtra?: Buffer;
  /** Bytes behind the data that the sizes do not count. */
  gap?: Buffer;
  /** Bytes behind the compressed data that the sizes do count. */
  hidden?: Buffer;
  /** What the directory says instead of the truth. */
  central?: Partial<RecordFields>;
  /** What the header beside the data says instead of the truth. */
  local?: Partial<RecordFields> & { name?: string };
}

interface RecordFields {
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  offset: number;
  time: number;
}

export interface RawZipOptions {
  prefix?: Buffer;
  comment?: Buffer;
  entryCount?: number;
  /** Bytes between the last data and the directory. */
  beforeDirectory?: Buffer;
}

const UTF8 = 0x800;

/** Writes a zip file byte by byte, without any of the care that a library takes. */
export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Buffer {
  const parts: Buffer[] = options.prefix ? [options.prefix] : [];
  const directory: Buffer[] = [];
  let offset = options.prefix?.length ?? 0;
  for (const entry of entries) {
    const packed = pack(entry);
    const local = Buffer.concat([localRecord(entry, packed), packed.body, entry.gap ?? Buffer.alloc(0)]);
    directory.push(centralRecord(entry, packed, offset));
    parts.push(local);
    offset += local.length;
  }
  if (options.beforeDirectory) parts.push(options.beforeDirectory);
  offset += options.beforeDirectory?.length ?? 0;
  const central = Buffer.concat(directory);
  const count = options.entryCount ?? entries.length;
  return Buffer.concat([...parts, central, endRecord({ count, size: central.length, offset }, options.comment)]);
}

interface Packed {
  name: Buffer;
  body: Buffer;
  fields: Omit<RecordFields, 'offset'>;
}

function pack(entry: RawEntry): Packed {
  const name = typeof entry.name === 'string' ? Buffer.from(entry.name, 'utf8') : entry.name;
  const data = Buffer.from(entry.data ?? '');
  const folder = name.at(-1) === 0x2f;
  const stored = entry.stored ?? folder;
  const body = Buffer.concat([stored ? data : deflateRawSync(data), entry.hidden ?? Buffer.alloc(0)]);
  const method = stored ? 0 : 8;
  const fields = { method, crc: crc32(data), compressedSize: body.length, size: data.length, time: 0 };
  return { name, body, fields };
}

function localRecord(entry: RawEntry, packed: Packed): Buffer {
  const fields = { ...packed.fields, ...entry.local };
  const name = entry.local?.name === undefined ? packed.name : Buffer.from(entry.local.name);
  const extra = entry.localExtra ?? entry.extra ?? Buffer.alloc(0);
  const record = Buffer.alloc(30);
  record.writeUInt32LE(0x04034b50, 0);
  record.writeUInt16LE(20, 4);
  record.writeUInt16LE(entry.flags ?? UTF8, 6);
  writeFields(record, 8, fields);
  record.writeUInt16LE(name.length, 26);
  record.writeUInt16LE(extra.length, 28);
  return Buffer.concat([record, name, extra]);
}

function centralRecord(entry: RawEntry, packed: Packed, offset: number): Buffer {
  const fields = { ...packed.fields, offset, ...entry.central };
  const folder = packed.name.at(-1) === 0x2f;
  const extra = entry.extra ?? Buffer.alloc(0);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(0x0314, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(entry.flags ?? UTF8, 8);
  writeFields(record, 10, fields);
  record.writeUInt16LE(packed.name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  const mode = entry.mode ?? (folder ? 0o040755 : 0o100644);
  record.writeUInt32LE(entry.externalAttributes ?? (mode << 16) >>> 0, 38);
  record.writeUInt32LE(fields.offset, 42);
  return Buffer.concat([record, packed.name, extra]);
}

function writeFields(record: Buffer, at: number, fields: Omit<RecordFields, 'offset'>): void {
  record.writeUInt16LE(fields.method, at);
  record.writeUInt16LE(fields.time, at + 2);
  record.writeUInt16LE(0x21, at + 4);
  record.writeUInt32LE(fields.crc, at + 6);
  record.writeUInt32LE(fields.compressedSize, at + 10);
  record.writeUInt32LE(fields.size, at + 14);
}

function endRecord(end: { count: number; size: number; offset: number }, comment: Buffer = Buffer.alloc(0)): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.count, 8);
  record.writeUInt16LE(end.count, 10);
  record.writeUInt32LE(end.size, 12);
  record.writeUInt32LE(end.offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, comment]);
}
