import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from '../../../main/base/atomic-file.ts';
import { type Comparison, compareContracts, versionNeeded } from '../../protocol/contracts/compatibility.ts';
import { type Contract, parseContract } from '../../protocol/contracts/contract-schema.ts';
import { versionToText } from '../../protocol/contracts/contract-version.ts';
import { BulkheadError } from '../../protocol/errors.ts';
import { type CommandInput, Refusal, UsageError } from '../command.ts';
import { contractTypes } from '../contract-types.ts';
import { type Output, table } from '../output.ts';

export async function contract({ positionals, texts, output }: CommandInput): Promise<void> {
  const [file = '', newer] = positionals;
  const types = texts['types'];
  if (newer !== undefined && types !== undefined) throw new UsageError('--types goes with one contract.');
  const older = await readContractFile(file);
  if (newer !== undefined) return compare(older, await readContractFile(newer), output);
  const written = types === undefined ? undefined : path.resolve(types);
  if (written !== undefined) await writeAtomically(written, contractTypes(older));
  report(older, written, output);
}

async function readContractFile(file: string): Promise<Contract> {
  const text = await readFile(path.resolve(file), 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'EISDIR') throw new UsageError(`There is no file "${file}".`);
    throw new BulkheadError('E_IO', { message: `"${file}" cannot be read: ${thrown.message}`, cause: thrown });
  });
  try {
    return parseContract(text);
  } catch (thrown) {
    if (!(thrown instanceof BulkheadError)) throw thrown;
    throw new BulkheadError(thrown.code, {
      message: `${file}: ${thrown.message}`,
      detail: { ...thrown.detail, file },
      cause: thrown,
    });
  }
}

function report({ id, version, members, types }: Contract, written: string | undefined, output: Output): void {
  const count = types.records.size + types.enums.size + types.unions.size;
  output.result(
    [
      `${id} ${versionToText(version)} is a valid contract: ${members.length} members, ${count} types.`,
      ...(written === undefined ? [] : [`Wrote ${written}`]),
    ],
    {
      id,
      version: versionToText(version),
      members: members.map(({ name }) => name),
      types: [...types.records.keys(), ...types.enums.keys(), ...types.unions.keys()],
      ...(written === undefined ? {} : { written }),
    },
  );
}

function compare(older: Contract, newer: Contract, output: Output): void {
  const comparison = compareContracts(older, newer);
  const { level, findings } = comparison;
  const [before, now] = [versionToText(older.version), versionToText(newer.version)];
  const needed = versionNeeded(older, newer, level);
  const data = { id: newer.id, older: before, newer: now, level, findings };
  if (needed === undefined) {
    output.result([`${newer.id} ${before} to ${now}: ${LEVELS[level]}.`, ...findingLines(comparison)], data);
    return;
  }
  const message = [`It is ${now} and has to be ${needed} at least:`, ...findingLines(comparison)].join('\n');
  throw new Refusal('E_CONTRACT_VERSION', { message, detail: { needed } }, data);
}

const LEVELS = {
  same: 'nothing changed that others see',
  minor: 'a minor change, old peers go on working',
  major: 'a major change, which needs adapters',
} as const;

function findingLines({ findings }: Comparison): string[] {
  return table(findings.map(({ path: place, level, rule, text }) => [level, place, text, `(${rule})`]));
}
