import {
  CONTRACT_BYTES,
  CONTRACT_FILES,
  CONTRACT_FILES_BYTES,
} from '../../addins/protocol/contracts/contract-limits.ts';
import { type Contract, readContract } from '../../addins/protocol/contracts/contract-schema.ts';
import { lineOf, versionToText } from '../../addins/protocol/contracts/contract-version.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import type { PackageFiles } from './package-files.ts';
import { parseStrictJson } from './strict-json.ts';

/** Where a package describes contracts, one file each: `contracts/acme.calc.contract.json`. */
const CONTRACT_FILE = /^contracts\/[a-z0-9._-]+\.contract\.json$/;

/**
 * The texts of a package's contracts, each of which was read and checked. Throws E_CONTRACT_FILE, which names the file, for
 * one that is not valid, for two of one line, and for one that is not the version that the manifest offers.
 */
export function readContractTexts(files: PackageFiles, manifest: Pick<Manifest, 'provides'>): readonly string[] {
  const found = [...files].filter(([name]) => CONTRACT_FILE.test(name));
  if (found.length > CONTRACT_FILES) throw invalid(`There are more than ${CONTRACT_FILES} contracts.`, 'contracts');
  const offered = new Map(manifest.provides.map(({ contract, version }) => [contract, version]));
  const lines = new Set<string>();
  let size = 0;
  return found.map(([file, bytes]) => {
    size += bytes.length;
    if (bytes.length > CONTRACT_BYTES || size > CONTRACT_FILES_BYTES) throw invalid('It is too large.', file);
    const { id, version } = read(file, bytes);
    const line = lineOf(id, version);
    if (lines.has(line)) throw invalid(`${line} is described twice.`, file);
    lines.add(line);
    const promised = offered.get(id);
    if (promised?.startsWith(`${version.major}.`) && promised !== versionToText(version)) {
      throw invalid(`It describes ${versionToText(version)}, and addin.json offers ${promised}.`, file);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  });
}

function read(file: string, bytes: Uint8Array): Contract {
  try {
    return readContract(parseStrictJson(bytes));
  } catch (thrown) {
    throw invalid(toBulkheadError(thrown).message, file);
  }
}

function invalid(message: string, file: string): BulkheadError {
  return new BulkheadError('E_CONTRACT_FILE', { message: `${file}: ${message}`, detail: { file } });
}
