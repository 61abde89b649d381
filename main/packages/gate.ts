import { BulkheadError } from '../../addins/protocol/errors.ts';
import { type Identity, nameKey } from '../../addins/protocol/identity.ts';
import { INTEGRITY_FILE, type Manifest, SIGNATURE_FILE } from '../../addins/protocol/manifest.ts';
import { checkFileKinds } from './file-kinds.ts';
import { createIntegrity, verifyIntegrity } from './integrity.ts';
import { checkEngines, readManifest } from './manifest-check.ts';
import { readContractTexts } from './package-contracts.ts';
import type { PackageFiles, PackageSource } from './package-files.ts';
import { publicKeyToken } from './public-key.ts';
import { checkScript } from './script-check.ts';
import { verifySignature } from './signature.ts';
import { readPackageFiles } from './source-reader.ts';
import { checkUpdate, type InstalledFacts } from './update-rules.ts';

/** A package that passed every check. Its bytes are in memory: what was checked is what gets installed. */
export interface GatedPackage {
  /** The name as a key: lower case. */
  readonly id: string;
  readonly manifest: Manifest;
  readonly identity: Identity;
  /** Every file, integrity.json among them. */
  readonly files: PackageFiles;
  /** SHA-256 over integrity.json, in hex: equal contents, equal hash. */
  readonly hash: string;
  /** Bytes of all files. */
  readonly sizeBytes: number;
  readonly signed: boolean;
  /** Base64 of the whole key, or null. */
  readonly publicKey: string | null;
  /** The text of the main script, decoded from the bytes that were hashed. */
  readonly scriptSource: string;
}

export interface GateOptions {
  /** Version of this host, compared with `engines.host`. */
  hostVersion: string;
  /** What is installed under this name key, if anything: decides about downgrades and changed keys. */
  findInstalled?: (id: string) => InstalledFacts | undefined;
  /** Checks the script somewhere else, so that a large one does not hold up this thread. Same contract as `checkScript`. */
  checkScript?: (bytes: Uint8Array, file: string) => Promise<string>;
}

/**
 * The gate: reads a package from anywhere and runs every check, cheapest and most hostile first.
 * Throws a BulkheadError and nothing else; nothing is written.
 */
export async function openPackage(source: PackageSource, options: GateOptions): Promise<GatedPackage> {
  const files = await readPackageFiles(source);
  // An archive travels and must carry its hashes; a folder is somebody's own work and gets them here.
  const complete = source.kind === 'folder' || source.kind === 'files' ? withIntegrity(files) : files;
  return checkPackage(complete, options);
}

async function checkPackage(files: PackageFiles, options: GateOptions): Promise<GatedPackage> {
  const manifest = readManifest(files);
  const id = nameKey(manifest.name);
  checkEngines(manifest, options.hostVersion);
  const hash = verifyIntegrity(files);
  const key = verifySignature(files, manifest);
  const publicKey = key === null ? null : (manifest.publicKey ?? null);
  const installed = options.findInstalled?.(id);
  if (installed) checkUpdate({ version: manifest.version, publicKey }, installed);
  checkFileKinds(files);
  readContractTexts(files, manifest);
  const scriptSource = await readScript(files, manifest, options);
  return Object.freeze({
    id,
    manifest,
    identity: identityOf(manifest, key),
    files,
    hash,
    sizeBytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    signed: key !== null,
    publicKey,
    scriptSource,
  });
}

function withIntegrity(files: PackageFiles): PackageFiles {
  if (files.has(INTEGRITY_FILE) || files.has(SIGNATURE_FILE)) return files;
  return new Map([...files, [INTEGRITY_FILE, createIntegrity(files)]]);
}

async function readScript(files: PackageFiles, manifest: Manifest, options: GateOptions): Promise<string> {
  const bytes = files.get(manifest.main);
  if (bytes) return (options.checkScript ?? checkScript)(bytes, manifest.main);
  throw new BulkheadError('E_FILE_MISSING', {
    message: `"${manifest.main}", the script that addin.json names, is missing. A folder of sources is packed first.`,
    detail: { file: manifest.main },
  });
}

function identityOf(manifest: Manifest, key: Uint8Array | null): Identity {
  return {
    name: manifest.name,
    version: manifest.version,
    culture: manifest.culture,
    publicKeyToken: key === null ? null : publicKeyToken(key),
  };
}
