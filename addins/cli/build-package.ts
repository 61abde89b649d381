import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFolder } from '../../main/packages/folder-reader.ts';
import { createIntegrity } from '../../main/packages/integrity.ts';
import { readManifest } from '../../main/packages/manifest-check.ts';
import type { PackageFiles } from '../../main/packages/package-files.ts';
import { createSignature } from '../../main/packages/signature.ts';
import { BulkheadError } from '../protocol/errors.ts';
import { INTEGRITY_FILE, MANIFEST_FILE, SIGNATURE_FILE } from '../protocol/manifest.ts';
import { bundle } from './bundle.ts';
import { UsageError } from './command.ts';

export interface BuildOptions {
  /** Absolute path of the folder with addin.json. */
  folder: string;
  /** First source file, relative to the folder; found by convention when left out. */
  entry?: string | undefined;
  minify?: boolean;
  /** File with an Ed25519 private key in PEM form; signs the package. */
  keyFile?: string | undefined;
}

const ASSETS = 'assets';
/** Descriptions of contracts, one file each: `contracts/acme.calc.contract.json`. */
const CONTRACTS = 'contracts';
const CONTRACT_FILE = /^[a-z0-9._-]+\.contract\.json$/;
const LICENSES = ['LICENSE', 'LICENSE.md', 'LICENSE.txt'];
/** Where the sources of an add-in begin when nobody says otherwise, in this order. */
const ENTRIES = ['src/main', 'src/index', 'main', 'index'].flatMap((name) =>
  ['.tsx', '.ts', '.jsx', '.js'].map((extension) => name + extension),
);

/** Makes the files of a package from a folder of sources: manifest, one script, assets, hashes, signature. */
export async function buildPackage(options: BuildOptions): Promise<PackageFiles> {
  const { folder } = options;
  const key = options.keyFile === undefined ? undefined : await readKey(options.keyFile);
  const manifestBytes = await manifestOf(folder, key);
  // Checked before the bundler runs: a wrong manifest is the quicker thing to say.
  const manifest = readManifest(new Map([[MANIFEST_FILE, manifestBytes]]));
  const script = await bundle({ folder, entry: findEntry(options), minify: options.minify ?? false });
  const files = new Map<string, Uint8Array>([
    [MANIFEST_FILE, manifestBytes],
    [manifest.main, script],
  ]);
  await addAssets(files, folder);
  await addContracts(files, folder);
  const integrity = createIntegrity(files);
  files.set(INTEGRITY_FILE, integrity);
  if (key) files.set(SIGNATURE_FILE, createSignature(integrity, key.privateKey, key.publicKey));
  return files;
}

function findEntry({ folder, entry }: BuildOptions): string {
  if (entry !== undefined) {
    const file = path.resolve(folder, entry);
    if (!existsSync(file)) throw new UsageError(`There is no file "${entry}" in "${folder}".`);
    return file;
  }
  const found = ENTRIES.find((name) => existsSync(path.join(folder, name)));
  if (found) return path.join(folder, found);
  throw new BulkheadError('E_FILE_MISSING', {
    message: `No sources were found. They begin in "src/main.tsx" (or .ts, .jsx, .js), or where --entry says.`,
  });
}

interface SigningKey {
  privateKey: KeyObject;
  /** SPKI in base64, as the manifest names it. */
  publicKey: string;
}

async function readKey(file: string): Promise<SigningKey> {
  try {
    const privateKey = createPrivateKey(await readFile(file));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it is not an Ed25519 key');
    const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
    return { privateKey, publicKey };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new BulkheadError('E_SIGNATURE', { message: `"${file}" cannot sign: ${reason}.`, cause: thrown });
  }
}

/** The author's own bytes, unless the key has to be named in them. */
async function manifestOf(folder: string, key: SigningKey | undefined): Promise<Uint8Array> {
  const file = path.join(folder, MANIFEST_FILE);
  if (!existsSync(file)) {
    throw new BulkheadError('E_MANIFEST_EXPECTED', { message: `There is no ${MANIFEST_FILE} in "${folder}".` });
  }
  const bytes = await readFile(file);
  const manifest = readManifest(new Map([[MANIFEST_FILE, bytes]]));
  if (!key || manifest.publicKey === key.publicKey) return bytes;
  if (manifest.publicKey) {
    throw new BulkheadError('E_SIGNATURE', { message: `${MANIFEST_FILE} names another key than the one given.` });
  }
  const named = { ...(JSON.parse(bytes.toString('utf8')) as object), publicKey: key.publicKey };
  return new TextEncoder().encode(`${JSON.stringify(named, null, 2)}\n`);
}

async function addAssets(files: Map<string, Uint8Array>, folder: string): Promise<void> {
  const license = LICENSES.find((name) => existsSync(path.join(folder, name)));
  if (license) files.set(license, await readFile(path.join(folder, license)));
  const assets = path.join(folder, ASSETS);
  if (!statSync(assets, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const [name, bytes] of await readFolder(assets)) files.set(`${ASSETS}/${name}`, bytes);
}

async function addContracts(files: Map<string, Uint8Array>, folder: string): Promise<void> {
  const contracts = path.join(folder, CONTRACTS);
  if (!statSync(contracts, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const [name, bytes] of await readFolder(contracts)) {
    if (CONTRACT_FILE.test(name)) files.set(`${CONTRACTS}/${name}`, bytes);
  }
}
