import type { Contract } from './contract-schema.ts';
import { type ContractType, mayHoldNull, type Parameter } from './contract-type.ts';
import { type ContractVersion, compareVersions, versionToText } from './contract-version.ts';
import { intrinsicCheck } from './intrinsics.ts';
import { isValueName } from './wire-names.ts';

type Report = (path: PropertyKey[], message: string) => void;

export interface ContractProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What the form of single fields cannot say: names that are used exist, nothing is there twice, versions fit. */
export function findProblem(contract: Contract): ContractProblem | undefined {
  const problems: ContractProblem[] = [];
  const report: Report = (path, message) => void problems.push({ path, message });
  checkTypeNames(contract, report);
  checkMembers(contract, report);
  checkRecords(contract, report);
  for (const [name, { values }] of contract.types.enums)
    reportTwins(values, ['types', 'enums', name, 'values'], report);
  checkUnions(contract, report);
  return problems[0];
}

function checkTypeNames({ types }: Contract, report: Report): void {
  const seen = new Set<string>();
  for (const group of ['records', 'enums', 'unions'] as const) {
    for (const name of types[group].keys()) {
      if (seen.has(name)) report(['types', group, name], 'is the name of another type as well');
      seen.add(name);
    }
  }
}

function checkMembers(contract: Contract, report: Report): void {
  const { members } = contract;
  reportTwins(
    members.map(({ name }) => name),
    ['members'],
    report,
  );
  reportTwins(
    members.map(({ number }) => `number ${number}`),
    ['members'],
    report,
  );
  for (const [index, member] of members.entries()) {
    const path = ['members', index];
    checkSince(member.since, contract, (message) => report([...path, 'since'], message));
    checkValues(contract, member.parameters, (at, message) => report([...path, 'parameters', ...at], message));
    const firstOptional = member.parameters.findIndex(({ optional }) => optional);
    const required = member.parameters.findLastIndex(({ optional }) => !optional);
    if (firstOptional >= 0 && required > firstOptional)
      report([...path, 'parameters', required], 'must be optional, since one before it is');
    checkType(contract, member.result, (message) => report([...path, 'result'], message));
    const answers = member.kind === 'call' || member.kind === 'stream';
    const isNothing = member.result.kind === 'intrinsic' && member.result.name === 'null';
    if (!answers && !isNothing) report([...path, 'result'], 'cannot be there: nobody waits for an answer');
    if (!answers && member.idempotent)
      report([...path, 'idempotent'], 'means nothing where nobody waits for an answer');
  }
}

function checkRecords(contract: Contract, report: Report): void {
  for (const [name, { fields }] of contract.types.records) {
    const path = ['types', 'records', name, 'fields'];
    checkValues(contract, fields, (at, message) => report([...path, ...at], message));
    let latest = 0;
    for (const [index, { since, optional }] of fields.entries()) {
      checkSince(since, contract, (message) => report([...path, index, 'since'], message));
      const minor = since?.minor ?? 0;
      if (minor > 0 && !optional) report([...path, index], 'came later, so it must be optional');
      if (minor < latest) report([...path, index], 'is older than the field before it; later fields come last');
      latest = Math.max(latest, minor);
    }
  }
}

function checkUnions({ types }: Contract, report: Report): void {
  for (const [name, { tag, cases }] of types.unions) {
    const path = ['types', 'unions', name];
    const entries = Object.entries(cases);
    if (entries.length === 0) report([...path, 'cases'], 'has no case');
    for (const [key, recordName] of entries) {
      const record = types.records.get(recordName);
      if (!record) report([...path, 'cases', key], `there is no record "${recordName}"`);
      else if (record.fields.some((field) => field.name === tag))
        report([...path, 'cases', key], `its record has a field "${tag}", which is the tag`);
    }
  }
}

type Found = (path: PropertyKey[], message: string) => void;

function checkValues(contract: Contract, values: readonly Parameter[], found: Found): void {
  reportTwins(
    values.map(({ name }) => name),
    [],
    found,
  );
  for (const [index, { type, optional, initial }] of values.entries()) {
    checkType(contract, type, (message) => found([index, 'type'], message));
    if (optional && mayHoldNull(type)) found([index, 'optional'], 'is not needed: the type may be null');
    if (initial === undefined) continue;
    const problem = optional ? initialProblem(contract, type, initial) : 'means nothing unless it is optional';
    if (problem) found([index, 'initial'], problem);
  }
}

function initialProblem(
  { types }: Contract,
  type: ContractType,
  initial: NonNullable<unknown> | null,
): string | undefined {
  if (type.kind === 'intrinsic') {
    const { accepts, reason } = intrinsicCheck(type);
    return accepts(initial) ? undefined : reason;
  }
  const values = type.kind === 'named' ? types.enums.get(type.name)?.values : undefined;
  if (!values) return 'is possible for simple types and enums only';
  return isValueName(initial) && values.includes(initial) ? undefined : 'is not a value of the enum';
}

function checkType(contract: Contract, type: ContractType, found: (message: string) => void): void {
  if (type.kind === 'named' && !hasType(contract, type.name)) found(`there is no type "${type.name}"`);
  for (const inner of innerTypes(type)) checkType(contract, inner, found);
}

function hasType({ types }: Contract, name: string): boolean {
  return types.records.has(name) || types.enums.has(name) || types.unions.has(name);
}

/** The types that one type is made of. */
export function innerTypes(type: ContractType): readonly ContractType[] {
  if ('item' in type) return [type.item];
  if (type.kind === 'callback') return [...type.parameters.map((parameter) => parameter.type), type.result];
  return [];
}

function checkSince(since: ContractVersion | undefined, { version }: Contract, found: (message: string) => void): void {
  if (!since) return;
  if (since.major !== version.major) found(`must be ${version.major}.something; leave it out for what is older`);
  else if (compareVersions(since, version) > 0) found(`is newer than the contract (${versionToText(version)})`);
}

function reportTwins(names: readonly string[], path: PropertyKey[], report: Report): void {
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (seen.has(name)) report([...path, index], `"${name}" is there twice`);
    seen.add(name);
  }
}
