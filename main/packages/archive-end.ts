import { BulkheadError } from '../../addins/protocol/errors.ts';

/** Size of the record at the end of an archive, without a comment. */
const END_BYTES = 22;
const END_SIGNATURE = 0x06054b50;
const ZIP64_LOCATOR_BYTES = 20;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

/** Where the directory of an archive is, from its last record. Offsets and sizes in bytes. */
export interface ArchiveEnd {
  entryCount: number;
  directoryOffset: number;
  directorySize: number;
}

/**
 * Reads the last record and refuses every archive that two readers could read differently:
 * a comment, a second record, a 64-bit locator, bytes before, between or behind the parts.
 */
export function readArchiveEnd(bytes: Buffer): ArchiveEnd {
  const start = bytes.length - END_BYTES;
  if (start < 0 || bytes.readUInt32LE(start) !== END_SIGNATURE) throw notCanonical('it does not end like a zip file');
  const end = {
    entryCount: bytes.readUInt16LE(start + 10),
    directorySize: bytes.readUInt32LE(start + 12),
    directoryOffset: bytes.readUInt32LE(start + 16),
  };
  const oneDisk = bytes.readUInt32LE(start + 4) === 0 && bytes.readUInt16LE(start + 8) === end.entryCount;
  if (!oneDisk || bytes.readUInt16LE(start + 20) !== 0) throw notCanonical('its last record is not plain');
  if (end.directoryOffset + end.directorySize !== start)
    throw notCanonical('its directory does not end where it should');
  const locator = start - ZIP64_LOCATOR_BYTES;
  if (locator >= 0 && bytes.readUInt32LE(locator) === ZIP64_LOCATOR_SIGNATURE) {
    throw notCanonical('it uses the 64-bit form');
  }
  return end;
}

export function notCanonical(reason: string, file?: string): BulkheadError {
  const message = `The zip file is not in the plain form that Bulkhead reads: ${reason}.`;
  return new BulkheadError('E_BAD_PACKAGE', { message, ...(file === undefined ? {} : { detail: { file } }) });
}
