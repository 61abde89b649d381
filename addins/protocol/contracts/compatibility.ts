import { compareTypes } from './compare-types.ts';
import { compareValue } from './compare-values.ts';
import type { Contract, ContractMember } from './contract-schema.ts';
import { type ContractVersion, compareVersions, versionToText } from './contract-version.ts';
import { type Finding, highest, type Level } from './finding.ts';
import { typeText } from './type-text.ts';

export interface Comparison {
  /** The least that the version number has to change by. */
  readonly level: Level;
  /** Every change that matters, in the order of the older contract. */
  readonly findings: readonly Finding[];
}

/** What changed between two versions of one contract, and what each change asks for. */
export function compareContracts(older: Contract, newer: Contract): Comparison {
  const findings: Finding[] = [];
  if (older.id !== newer.id)
    findings.push({ path: 'id', rule: 'id-changed', level: 'major', text: `"${older.id}" became "${newer.id}"` });
  findings.push(...compareMembers(older, newer), ...compareTypes(older, newer));
  return { level: highest(findings), findings };
}

/** The version that `newer` has to have at least; undefined when the one it has will do. */
export function versionNeeded(older: Contract, newer: Contract, level: Level): string | undefined {
  const needed = leastVersion(older.version, level);
  const isEnough =
    level === 'minor' || level === 'same'
      ? compareVersions(newer.version, needed) >= 0
      : newer.version.major >= needed.major;
  return isEnough ? undefined : versionToText(needed);
}

function leastVersion({ major, minor }: ContractVersion, level: Level): ContractVersion {
  if (level === 'major') return { major: major + 1, minor: 0 };
  return { major, minor: level === 'minor' ? minor + 1 : minor };
}

function compareMembers(older: Contract, newer: Contract): Finding[] {
  const byName = new Map(newer.members.map((member) => [member.name, member]));
  const byNumber = new Map(newer.members.map((member) => [member.number, member]));
  const names = new Set(older.members.map(({ name }) => name));
  const numbers = new Set(older.members.map(({ number }) => number));
  const kept = older.members.flatMap((member) => {
    const now = byName.get(member.name);
    return now ? compareMember(member, now) : [goneMember(member, byNumber.get(member.number))];
  });
  const added = newer.members.filter(({ name, number }) => !names.has(name) && !numbers.has(number));
  return [...kept, ...added.map((member) => addedMember(member, older.version, newer.version))];
}

function goneMember(member: ContractMember, inItsPlace: ContractMember | undefined): Finding {
  const path = member.name;
  if (inItsPlace)
    return {
      path,
      rule: 'member-renamed',
      level: 'major',
      text: `number ${member.number} became "${inItsPlace.name}"`,
    };
  return { path, rule: 'member-removed', level: 'major', text: 'is not there any more' };
}

function addedMember({ name, kind, since }: ContractMember, older: ContractVersion, newer: ContractVersion): Finding {
  const path = name;
  // Whoever reads it believes that old providers have it, and calls them.
  if (older.major === newer.major && (!since || compareVersions(since, older) <= 0))
    return { path, rule: 'since-missing', level: 'major', text: 'is new, but "since" does not say so' };
  if (kind === 'event') return { path, rule: 'event-added', level: 'minor', text: 'is a new event' };
  return { path, rule: 'member-added', level: 'minor', text: 'is new' };
}

function compareMember(older: ContractMember, newer: ContractMember): Finding[] {
  const path = older.name;
  const findings: Finding[] = [];
  const note = (rule: string, level: Level, text: string): void => void findings.push({ path, rule, level, text });
  if (older.number !== newer.number)
    note('member-renumbered', 'major', `had number ${older.number} and has ${newer.number}`);
  if (older.kind !== newer.kind) note('kind-changed', 'major', `was "${older.kind}" and is "${newer.kind}"`);
  findings.push(...compareParameters(older, newer));
  compareResult(older, newer, findings);
  comparePromises(older, newer, note);
  return findings;
}

function compareResult(older: ContractMember, newer: ContractMember, findings: Finding[]): void {
  if (typeText(older.result) === 'null' && typeText(newer.result) !== 'null') {
    const text = `answered nothing and answers ${typeText(newer.result)}`;
    findings.push({ path: `${older.name}.result`, rule: 'nothing-became-value', level: 'major', text });
    return;
  }
  findings.push(...compareValue(older.result, newer.result, `${older.name}.result`));
}

/** Callers act on these: a promise may be given later, and never taken back. */
function comparePromises(
  older: ContractMember,
  newer: ContractMember,
  note: (rule: string, level: Level, text: string) => void,
): void {
  for (const promise of ['idempotent', 'ordered'] as const) {
    if (older[promise] && !newer[promise]) note(`${promise}-withdrawn`, 'major', `is not ${promise} any more`);
    if (!older[promise] && newer[promise]) note(`${promise}-promised`, 'minor', `is ${promise} now`);
  }
  if (older.deadline !== newer.deadline)
    note('deadline-changed', 'minor', `waits ${newer.deadline} ms instead of ${older.deadline} ms`);
  if (older.permission === newer.permission) return;
  if (newer.permission === undefined) note('permission-dropped', 'minor', 'needs no permission any more');
  else note('permission-tightened', 'major', `needs the permission "${newer.permission}"`);
}

/** Parameters are what both sides call by place: they do not change within a major version. */
function compareParameters(older: ContractMember, newer: ContractMember): Finding[] {
  const findings: Finding[] = [];
  const count = Math.max(older.parameters.length, newer.parameters.length);
  for (let index = 0; index < count; index++) {
    const [before, now] = [older.parameters[index], newer.parameters[index]];
    const path = `${older.name}.${before?.name ?? now?.name}`;
    const note = (rule: string, text: string): void => void findings.push({ path, rule, level: 'major', text });
    if (!before) note('parameter-added', 'is a new parameter; add another member instead');
    else if (!now) note('parameter-removed', 'is not there any more');
    else if (before.name !== now.name) note('parameter-renamed', `became "${now.name}"`);
    else findings.push(...compareValue(before, now, path));
  }
  return findings;
}
