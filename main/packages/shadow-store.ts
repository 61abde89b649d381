import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import { readFolder } from './folder-reader.ts';
import type { GatedPackage } from './gate.ts';
import { verifyIntegrity } from './integrity.ts';
import { readListedFile } from './listed-file.ts';
import { readManifest } from './manifest-check.ts';
import { readContractTexts } from './package-contracts.ts';
import type { PackageFiles } from './package-files.ts';
import { makeReadOnly, removeReadOnly } from './read-only.ts';
import { syncFolder, writePackageFolder } from './write-folder.ts';

/** A package as a generation loads it: the read-only folder of exactly these contents. */
export interface ShadowCopy {
  /** Name key of the add-in. */
  readonly id: string;
  /** The whole content hash. */
  readonly hash: string;
}

/** What a domain is started with: all of it from the bytes that were hashed a moment ago, never read twice. */
export interface LoadedPackage {
  readonly manifest: Manifest;
  readonly script: string;
  /** What it says of contracts that it offers or uses, each as the text of its file. */
  readonly contracts: readonly string[];
}

/** Hex digits of a folder's name: short enough for Windows, and a clash is noticed. */
const SHORT_HASH = 12;
const TEMPORARY = '.tmp-';
const RENAME_TRIES = 10;
/** Milliseconds; doubled with every try. */
const RENAME_DELAY = 25;
const RENAME_DELAY_MAXIMUM = 1_000;
const BUSY: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** Content-addressed copies in `<root>/<id>/<hash>/`, written beside, verified, renamed, made read-only. */
export class ShadowStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Once, before anything else: creates the root and removes what a killed host left half-written. */
  async open(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    for (const entry of await readdir(this.#root)) {
      if (entry.startsWith(TEMPORARY)) await removeReadOnly(path.join(this.#root, entry));
    }
  }

  /** Writes a copy, or finds the one that is there. Throws E_SHADOW_FAILED (disk) or E_HASH (the copy differs). */
  async put(gated: GatedPackage, onProgress?: (fraction: number) => void): Promise<ShadowCopy> {
    const copy: ShadowCopy = { id: gated.id, hash: gated.hash };
    if (await this.#holds(copy)) return copy;
    const temporary = this.#temporary();
    try {
      await writePackageFolder(temporary, gated.files, onProgress);
      await assertHash(temporary, gated.hash);
      await this.#place(temporary, copy);
    } catch (thrown) {
      await removeReadOnly(temporary).catch(() => undefined);
      throw toBulkheadError(thrown, 'E_SHADOW_FAILED');
    }
    return copy;
  }

  /** Reads and verifies a copy. Throws E_HASH or E_FILE_MISSING when it was changed on disk, E_NOT_FOUND when it is gone. */
  async load(copy: ShadowCopy): Promise<LoadedPackage> {
    const files = await this.files(copy);
    const manifest = readManifest(files);
    const script = files.get(manifest.main);
    if (!script) throw new BulkheadError('E_FILE_MISSING', { detail: { file: manifest.main } });
    const contracts = readContractTexts(files, manifest);
    return { manifest, contracts, script: new TextDecoder('utf-8', { fatal: true }).decode(script) };
  }

  /** One file of a copy, verified. Throws what readListedFile throws, and E_NOT_FOUND when the copy is gone. */
  async file(copy: ShadowCopy, file: { path: string; limit: number }): Promise<Uint8Array> {
    return await readListedFile(await this.#folder(copy), { ...file, contentHash: copy.hash });
  }

  /** Every file of a copy, verified, from memory. */
  async files(copy: ShadowCopy): Promise<PackageFiles> {
    return assertHash(await this.#folder(copy), copy.hash);
  }

  /** Deletes every copy whose hash is not to be kept. What cannot be deleted now is tried again next time. */
  async collect(keep: ReadonlySet<string>): Promise<void> {
    const kept = new Set([...keep].flatMap((hash) => [hash, hash.slice(0, SHORT_HASH)]));
    for (const id of await folderNames(this.#root)) {
      if (id.startsWith(TEMPORARY)) continue;
      const names = await folderNames(path.join(this.#root, id));
      const unused = names.filter((name) => !kept.has(name));
      for (const name of unused) await this.#discard(path.join(this.#root, id, name)).catch(() => undefined);
      if (unused.length === names.length) await removeReadOnly(path.join(this.#root, id)).catch(() => undefined);
    }
  }

  /** Is there already a sound copy? A damaged one is out of the way afterwards. */
  async #holds(copy: ShadowCopy): Promise<boolean> {
    const folder = await this.#find(copy);
    if (!folder) return false;
    const hash = await contentsOf(folder);
    if (hash === undefined) await this.#discard(folder);
    // A kill between the rename and this would have left it writable.
    if (hash === copy.hash) await makeReadOnly(folder);
    return hash === copy.hash;
  }

  /** The folder of this hash: the short name, unless other contents with the same first digits were there before. */
  async #find(copy: ShadowCopy): Promise<string | undefined> {
    for (const name of [copy.hash, copy.hash.slice(0, SHORT_HASH)]) {
      const folder = path.join(this.#root, copy.id, name);
      if (await isFolder(folder)) return folder;
    }
    return undefined;
  }

  async #folder(copy: ShadowCopy): Promise<string> {
    const folder = await this.#find(copy);
    if (folder) return folder;
    throw new BulkheadError('E_NOT_FOUND', { message: 'The copy of this add-in is gone. Install it again.' });
  }

  async #place(temporary: string, copy: ShadowCopy): Promise<void> {
    const parent = path.join(this.#root, copy.id);
    await mkdir(parent, { recursive: true });
    const short = path.join(parent, copy.hash.slice(0, SHORT_HASH));
    const target = (await isFolder(short)) ? path.join(parent, copy.hash) : short;
    await renamePatiently(temporary, target);
    await syncFolder(parent);
    // After the rename: a folder that may not be written cannot be moved everywhere.
    await makeReadOnly(target);
  }

  /** Out of its place in one step, so that a kill in the middle of the deletion leaves no half copy. */
  async #discard(folder: string): Promise<void> {
    const aside = this.#temporary();
    await chmod(folder, 0o755);
    await renamePatiently(folder, aside);
    await removeReadOnly(aside).catch(() => undefined);
  }

  #temporary(): string {
    return path.join(this.#root, `${TEMPORARY}${randomUUID()}`);
  }
}

async function assertHash(folder: string, hash: string): Promise<PackageFiles> {
  const files = await readFolder(folder);
  if (verifyIntegrity(files) === hash) return files;
  throw new BulkheadError('E_HASH', { message: 'The copy on disk is not the package that was installed.' });
}

/** The hash of what a folder holds, or undefined when it does not agree with itself. */
async function contentsOf(folder: string): Promise<string | undefined> {
  try {
    return verifyIntegrity(await readFolder(folder));
  } catch {
    return undefined;
  }
}

async function isFolder(folder: string): Promise<boolean> {
  const status = await stat(folder).catch(() => undefined);
  return status?.isDirectory() ?? false;
}

async function folderNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** On Windows a scanner may hold a new folder for a moment. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (thrown) {
      const busy = BUSY.has((thrown as NodeJS.ErrnoException).code ?? '') && process.platform === 'win32';
      if (!busy || attempt >= RENAME_TRIES) throw thrown;
      await setTimeout(Math.min(RENAME_DELAY * 2 ** attempt, RENAME_DELAY_MAXIMUM));
    }
  }
}
