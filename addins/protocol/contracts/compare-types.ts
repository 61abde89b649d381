import { compareValue } from './compare-values.ts';
import { innerTypes } from './contract-check.ts';
import type { Contract, ContractEnum, ContractField, ContractRecord, ContractUnion } from './contract-schema.ts';
import type { ContractType } from './contract-type.ts';
import { compareVersions } from './contract-version.ts';
import type { Finding } from './finding.ts';
import { typeText } from './type-text.ts';

/** Compares records, enums and unions by name. */
export function compareTypes(older: Contract, newer: Contract): Finding[] {
  const { types } = newer;
  return [
    ...compareNamed(older.types.records, types.records, (before, now, path) =>
      compareRecords({ before, now, older, newer }, path),
    ),
    ...compareNamed(older.types.enums, types.enums, compareEnums),
    ...compareNamed(older.types.unions, types.unions, compareUnions),
  ];
}

type Named<Entry> = ReadonlyMap<string, Entry>;

function compareNamed<Entry>(
  older: Named<Entry>,
  newer: Named<Entry>,
  compare: (before: Entry, now: Entry, path: string) => Finding[],
): Finding[] {
  const kept = [...older].flatMap(([path, before]): Finding[] => {
    const now = newer.get(path);
    if (now) return compare(before, now, path);
    return [{ path, rule: 'type-removed', level: 'major', text: 'is not there any more' }];
  });
  const added = [...newer.keys()].filter((path) => !older.has(path));
  return [...kept, ...added.map((path): Finding => ({ path, rule: 'type-added', level: 'minor', text: 'is new' }))];
}

interface RecordChange {
  readonly before: ContractRecord;
  readonly now: ContractRecord;
  readonly older: Contract;
  readonly newer: Contract;
}

/** Fields are known by their place, so the old ones are the first of the new ones. */
function compareRecords(change: RecordChange, path: string): Finding[] {
  const { before, now } = change;
  const kept = before.fields.flatMap((field, index) => {
    const other = now.fields[index];
    if (other?.name === field.name) return compareValue(field, other, `${path}.${field.name}`);
    return [lostField(field, now, { path: `${path}.${field.name}`, inItsPlace: other })];
  });
  const known = new Set(before.fields.map(({ name }) => name));
  const added = now.fields.slice(before.fields.length).filter(({ name }) => !known.has(name));
  return [...kept, ...added.map((field) => addedField(field, change, path))];
}

function lostField(
  field: ContractField,
  now: ContractRecord,
  { path, inItsPlace }: { path: string; inItsPlace: ContractField | undefined },
): Finding {
  if (now.fields.some(({ name }) => name === field.name))
    return { path, rule: 'field-moved', level: 'major', text: 'has another place; new fields go to the end' };
  if (inItsPlace && typeText(inItsPlace.type) === typeText(field.type))
    return { path, rule: 'field-renamed', level: 'major', text: `became "${inItsPlace.name}"` };
  return { path, rule: 'field-removed', level: 'major', text: 'is not there any more' };
}

function addedField(
  { name, type, optional, since }: ContractField,
  { older, newer }: RecordChange,
  record: string,
): Finding {
  const path = `${record}.${name}`;
  if (!optional) return { path, rule: 'required-field-added', level: 'major', text: 'is new and must be given' };
  const isSameLine = older.version.major === newer.version.major;
  if (isSameLine && (!since || compareVersions(since, older.version) <= 0))
    return { path, rule: 'since-missing', level: 'major', text: 'is new, but "since" does not say so' };
  // An older peer keeps what it does not know as it came and sends it back: a number of a reference would then be wrong.
  if (holdsReference(type, newer, new Set()))
    return {
      path,
      rule: 'reference-field-added',
      level: 'major',
      text: 'holds a reference, which old peers cannot keep',
    };
  return { path, rule: 'field-added', level: 'minor', text: 'is a new optional field' };
}

function holdsReference(type: ContractType, contract: Contract, seen: Set<string>): boolean {
  if (type.kind === 'ref' || type.kind === 'callback' || type.kind === 'stream') return true;
  if (type.kind !== 'named') return innerTypes(type).some((inner) => holdsReference(inner, contract, seen));
  if (seen.has(type.name)) return false;
  seen.add(type.name);
  const { records, unions } = contract.types;
  const names = [type.name, ...Object.values(unions.get(type.name)?.cases ?? {})];
  return names
    .flatMap((name) => records.get(name)?.fields ?? [])
    .some((field) => holdsReference(field.type, contract, seen));
}

/** Values travel as their text, so their order means nothing. */
function compareEnums(before: ContractEnum, now: ContractEnum, path: string): Finding[] {
  const gone = before.values.filter((value) => !now.values.includes(value));
  const added = now.values.filter((value) => !before.values.includes(value));
  return [
    ...gone.map(
      (value): Finding => ({ path, rule: 'enum-value-removed', level: 'major', text: `has no "${value}" any more` }),
    ),
    ...added.map(
      (value): Finding => ({ path, rule: 'enum-value-added', level: 'minor', text: `has "${value}" as well` }),
    ),
  ];
}

function compareUnions(before: ContractUnion, now: ContractUnion, path: string): Finding[] {
  const findings: Finding[] = [];
  const note = (rule: string, text: string): void => void findings.push({ path, rule, level: 'major', text });
  if (before.tag !== now.tag) note('tag-changed', `was told by "${before.tag}" and is by "${now.tag}"`);
  const cases = new Map(Object.entries(now.cases));
  for (const [name, record] of Object.entries(before.cases)) {
    const other = cases.get(name);
    if (other === undefined) note('case-removed', `has no case "${name}" any more`);
    else if (other !== record) note('case-changed', `holds "${other}" instead of "${record}" in case "${name}"`);
    cases.delete(name);
  }
  for (const name of cases.keys()) note('case-added', `has a case "${name}" that old peers cannot read`);
  return findings;
}
