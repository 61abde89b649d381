import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { ManifestInput } from '../../../addins/protocol/manifest.ts';
import { createIntegrity } from '../integrity.ts';
import { createSignature } from '../signature.ts';
import { type RawEntry, rawZip } from './raw-zip.ts';

export const HOST_VERSION = '0.1.0';

export interface SampleOptions {
  manifest?: Partial<ManifestInput> & Record<string, unknown>;
  script?: string;
  files?: Record<string, string | Uint8Array>;
  key?: SampleKey;
}

export interface SampleKey {
  privateKey: KeyObject;
  /** SPKI, base64. */
  publicKey: string;
}

export function sampleKey(): SampleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
}

/** The files of a small sound package, integrity.json and, with a key, signature.json included. */
export function sampleFiles(options: SampleOptions = {}): Map<string, Uint8Array> {
  const manifest = {
    name: 'sample',
    version: '1.0.0',
    displayName: 'Sample',
    main: 'main.js',
    engines: { host: '^0.1.0' },
    ...(options.key ? { publicKey: options.key.publicKey } : {}),
    ...options.manifest,
  };
  const files = new Map<string, Uint8Array>([
    ['addin.json', Buffer.from(JSON.stringify(manifest))],
    ['main.js', Buffer.from(options.script ?? 'module.exports = { views: {} };')],
  ]);
  for (const [path, content] of Object.entries(options.files ?? {})) files.set(path, Buffer.from(content));
  const integrity = createIntegrity(files);
  files.set('integrity.json', integrity);
  if (options.key) {
    files.set('signature.json', createSignature(integrity, options.key.privateKey, options.key.publicKey));
  }
  return files;
}

/** The same package as an `.addin` file. */
export function samplePackage(options: SampleOptions = {}): Buffer {
  return zipFiles(sampleFiles(options));
}

export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Buffer {
  return rawZip([...files].map(([name, data]): RawEntry => ({ name, data })));
}
