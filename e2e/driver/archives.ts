import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** Writes the files of a package into a folder. */
export async function unpack(file: string, folder: string): Promise<void> {
  const archive = await openPromise(file);
  for await (const entry of archive.eachEntry()) {
    const target = join(folder, entry.fileName);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, await buffer(await archive.openReadStreamPromise(entry)));
  }
}

const HARMLESS = 'zz/outside.js';
const ESCAPING = '../outside.js';

/** An archive with an entry that would land outside of its folder; no tool packs one, so a name is exchanged afterwards. */
export async function escapingArchive(): Promise<Uint8Array> {
  const archive = new ZipFile();
  archive.addBuffer(Buffer.from('{}'), 'addin.json');
  archive.addBuffer(Buffer.from('evil()'), HARMLESS);
  archive.end();
  const bytes = await buffer(archive.outputStream);
  // Once where the file stands, once in the directory at the end.
  return Buffer.from(bytes.toString('latin1').replaceAll(HARMLESS, ESCAPING), 'latin1');
}
