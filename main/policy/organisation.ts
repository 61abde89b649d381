import { z } from 'zod';
import { isPermissionName, type PermissionName } from '../../addins/protocol/permissions.ts';
import type { CodeGroup } from './code-groups.ts';
import { ALLOWED, ALWAYS_ASKED, DENIED, type Rule } from './level.ts';
import { readLimits } from './parameters.ts';
import { SET_NAMES } from './permission-sets.ts';

/** The rules of the organisation that administers this machine, ready to be intersected. */
export interface Organisation {
  /** 'broken' is a file that exists and cannot be understood: everything falls back to the Execution set. */
  readonly state: 'absent' | 'good' | 'broken';
  /** Counts up with every edition, so that an older one cannot be put back. */
  readonly counter: number;
  readonly groups: readonly CodeGroup[];
  readonly limits: ReadonlyMap<PermissionName, Rule>;
  /** Hashes of packages that must not run. */
  readonly revoked: readonly string[];
  /** What an administrator should correct; each entry named here denies what it was about. */
  readonly problems: readonly string[];
}

const EMPTY = { counter: 0, groups: [], limits: new Map(), revoked: [], problems: [] };
export const NO_ORGANISATION: Organisation = { state: 'absent', ...EMPTY };

/** Characters. A rule file is read whole before anything is checked. */
const DOCUMENT_CHARACTERS = 1_048_576;

const hash = z.string().regex(/^[0-9a-f]{64}$/i, 'a hash is 64 hexadecimal digits');

const groupSchema = z.strictObject({
  name: z.string().min(1).max(80),
  when: z.strictObject({
    id: z.string().max(128).optional(),
    hash: hash.optional(),
    publisherKey: z.string().max(100).optional(),
    zone: z.enum(['bundled', 'sideload', 'devFolder']).optional(),
    signed: z.boolean().optional(),
  }),
  set: z.enum(SET_NAMES),
  deny: z.array(z.string().max(64)).max(100).default([]),
});

const limitSchema = z.strictObject({
  effect: z.enum(['deny', 'ask', 'allow']),
  parameters: z.record(z.string(), z.unknown()).default({}),
});

const documentSchema = z.strictObject({
  $schema: z.string().max(300).optional(),
  schemaVersion: z.literal(1),
  counter: z.int().min(0).default(0),
  groups: z.array(groupSchema).max(500).default([]),
  limits: z.record(z.string().max(64), limitSchema).default({}),
  revoked: z.array(hash).max(10_000).default([]),
});

type OrganisationDocument = z.output<typeof documentSchema>;

/** Reads the organisation's document. Never throws: what cannot be understood is 'broken', and broken never opens anything. */
export function parseOrganisation(text: string): Organisation {
  const parsed = documentSchema.safeParse(readJson(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { state: 'broken', ...EMPTY, problems };
  }
  const problems: string[] = [];
  return {
    state: 'good',
    counter: parsed.data.counter,
    groups: parsed.data.groups.map((group) => readGroup(group, problems)),
    limits: readAllLimits(parsed.data.limits, problems),
    revoked: parsed.data.revoked,
    problems,
  };
}

function readJson(text: string): unknown {
  if (text.length > DOCUMENT_CHARACTERS) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readGroup(group: OrganisationDocument['groups'][number], problems: string[]): CodeGroup {
  const deny = group.deny.filter(isPermissionName);
  for (const name of group.deny) {
    if (!isPermissionName(name)) problems.push(`groups: there is no permission "${name}"`);
  }
  return { ...group, deny };
}

function readAllLimits(limits: OrganisationDocument['limits'], problems: string[]): ReadonlyMap<PermissionName, Rule> {
  const rules = new Map<PermissionName, Rule>();
  for (const [name, limit] of Object.entries(limits)) {
    if (isPermissionName(name)) rules.set(name, readRule(name, limit, problems));
    else problems.push(`limits: there is no permission "${name}"`);
  }
  return rules;
}

/** An organisation that says 'ask' wants to be asked every time: the person's answer does not settle it. */
const RULES = { deny: DENIED, ask: ALWAYS_ASKED, allow: ALLOWED } as const;

function readRule(name: PermissionName, limit: z.output<typeof limitSchema>, problems: string[]): Rule {
  const parameters = readLimits(name, limit.parameters);
  if (parameters) return { ...RULES[limit.effect], parameters };
  problems.push(`limits.${name}: the parameters are not valid, so it is denied`);
  return DENIED;
}
