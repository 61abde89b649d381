import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { MANIFEST_FILE } from '../../addins/protocol/manifest.ts';
import { byCodeUnit, type PackageFiles } from './package-files.ts';
import { COMPRESSION_RATIO, RATIO_FLOOR } from './package-limits.ts';

/** The earliest time a zip file can hold, in local time as the format has it: the same bytes on every machine. */
const FIXED_TIME = new Date(1980, 0, 1);
const FILE_MODE = 0o100644;

/** Packs files into the plain form that the archive reader reads. The same files give the same bytes. */
export async function writeArchive(files: PackageFiles): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [path, bytes] of [...files].sort(manifestFirst)) {
    zip.addBuffer(Buffer.from(bytes), path, {
      mtime: FIXED_TIME,
      mode: FILE_MODE,
      forceDosTimestamp: true,
      compress: !isUniform(bytes),
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Tools that list an archive show first what it is. */
function manifestFirst([left]: [string, Uint8Array], [right]: [string, Uint8Array]): number {
  if (left === MANIFEST_FILE || right === MANIFEST_FILE) return left === right ? 0 : left === MANIFEST_FILE ? -1 : 1;
  return byCodeUnit(left, right);
}

/** Contents that would shrink so much that the reader took them for a bomb: a large file of one value. */
function isUniform(bytes: Uint8Array): boolean {
  if (bytes.length <= RATIO_FLOOR) return false;
  const step = Math.floor(bytes.length / COMPRESSION_RATIO);
  const first = bytes[0];
  for (let index = 0; index < bytes.length; index += step) if (bytes[index] !== first) return false;
  return true;
}
