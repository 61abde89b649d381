import { z } from 'zod';
import { CONTRACTS_PER_ADDIN, contractId } from './contract-id.ts';
import { NAME_LENGTH, NAME_PATTERN } from './identity.ts';

/**
 * The closed list of what an add-in can be allowed to do. A name that is not here does not exist.
 * One row: the parameters and their defaults, how much care a grant needs, and the words a person reads.
 */

/** deny < ask < allow: the smaller one always wins. */
export type Effect = 'deny' | 'ask' | 'allow';

/** 0 never shown, 1 listed at install, 2 asked at first use, 3 asked and explained on the Permissions page. */
export type Tier = 0 | 1 | 2 | 3;

/** Which wall keeps the add-in from doing the same thing behind the broker's back. */
export type HeldBy = 'broker' | 'language wall' | 'own process' | 'OS wall' | 'governor';

interface PermissionRow<Parameters extends z.ZodType> {
  parameters: Parameters;
  tier: Tier;
  /** "It can …", written from the parameters, e.g. "send data to api.example.com". */
  plain(parameters: z.output<Parameters>): string;
  /** Short scope for the table of the Permissions page. */
  scope(parameters: z.output<Parameters>): string;
  /** What the add-in cannot do when this is missing: "save files". Empty when nobody would wonder. */
  cannot: string;
  heldBy: readonly HeldBy[];
}

function row<Parameters extends z.ZodType>(definition: PermissionRow<Parameters>): PermissionRow<Parameters> {
  return definition;
}

const fileExtension = z.string().regex(/^\.[a-z0-9]{1,12}$/, 'a file type looks like ".csv"');
const fileTypes = z.array(fileExtension).max(20).default([]);

/** `https://host[:port]`, exact: no wildcard, no path, no user, written the way a URL parser would. */
export const originSchema = z
  .string()
  .max(255)
  .superRefine((text, context) => {
    const reason = originProblem(text);
    if (reason) context.addIssue({ code: 'custom', message: reason });
  });

const ORIGIN_PATTERN = /^https:\/\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)(:\d{2,5})?$/;

function originProblem(text: string): string | undefined {
  const match = ORIGIN_PATTERN.exec(text);
  if (!match) return 'an origin is written exactly, like "https://api.example.com"';
  if (match[2] === ':443') return 'leave out ":443", it is the default';
  const host = match[1] ?? '';
  const lastLabel = host.slice(host.lastIndexOf('.') + 1);
  if (!/[a-z]/.test(lastLabel)) return 'use a host name, not a number';
  return undefined;
}

const contracts = z.array(contractId).min(1).max(CONTRACTS_PER_ADDIN);
/** Names of add-ins as the host compares them. */
const addinNames = z.array(z.string().max(NAME_LENGTH).regex(NAME_PATTERN).toLowerCase()).max(CONTRACTS_PER_ADDIN);

const megabytes = (bytes: number): string => `${Math.max(1, Math.round(bytes / 1_048_576))} MB`;
const typesText = (types: readonly string[]): string => (types.length > 0 ? types.join(' ') : 'any type');

export const PERMISSIONS = {
  'log.write': row({
    parameters: z.strictObject({}),
    tier: 0,
    plain: () => 'write to its own log',
    scope: () => 'own log',
    cannot: '',
    heldBy: ['broker'],
  }),
  'ui.view': row({
    parameters: z.strictObject({}),
    tier: 1,
    plain: () => 'show its own windows and commands',
    scope: () => 'own windows',
    cannot: '',
    heldBy: ['own process'],
  }),
  'storage.kv': row({
    parameters: z.strictObject({
      quotaBytes: z
        .int()
        .min(1024)
        .max(64 * 1_048_576)
        .default(5 * 1_048_576),
    }),
    tier: 1,
    plain: (p) => `keep its own data, up to ${megabytes(p.quotaBytes)}`,
    scope: (p) => megabytes(p.quotaBytes),
    cannot: 'keep data',
    heldBy: ['broker', 'OS wall'],
  }),
  'fs.pick.open': row({
    parameters: z.strictObject({
      types: fileTypes,
      multiple: z.boolean().default(false),
    }),
    tier: 1,
    plain: () => 'read files that you pick',
    scope: (p) => typesText(p.types),
    cannot: 'read your files',
    heldBy: ['broker', 'OS wall'],
  }),
  'fs.pick.save': row({
    parameters: z.strictObject({ types: fileTypes }),
    tier: 1,
    plain: () => 'save files where you choose',
    scope: (p) => typesText(p.types),
    cannot: 'save files',
    heldBy: ['broker', 'OS wall'],
  }),
  'clipboard.write': row({
    parameters: z.strictObject({}),
    tier: 1,
    plain: () => 'copy text to the clipboard when you press a button',
    scope: () => 'text, when you act',
    cannot: 'use the clipboard',
    heldBy: ['broker', 'OS wall'],
  }),
  'ui.notify': row({
    parameters: z.strictObject({ perHour: z.int().min(1).max(60).default(6) }),
    tier: 2,
    plain: () => 'show notifications',
    scope: (p) => `${p.perHour} per hour`,
    cannot: 'show notifications',
    heldBy: ['broker', 'OS wall'],
  }),
  'ui.webframe': row({
    parameters: z.strictObject({}),
    tier: 2,
    plain: () => 'show web pages from its own package',
    scope: () => 'own pages, no network',
    cannot: '',
    heldBy: ['broker'],
  }),
  'net.fetch': row({
    parameters: z.strictObject({
      origins: z.array(originSchema).min(1).max(20),
      methods: z
        .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']))
        .min(1)
        .default(['GET']),
    }),
    tier: 2,
    plain: (p) => `send data to ${p.origins.map((origin) => origin.slice('https://'.length)).join(', ')}`,
    scope: (p) => p.methods.join(' '),
    cannot: 'use the network',
    heldBy: ['broker', 'OS wall'],
  }),
  'addin.call': row({
    parameters: z.strictObject({ contracts }),
    tier: 2,
    plain: (p) => `work with add-ins that offer ${p.contracts.join(', ')}`,
    scope: (p) => p.contracts.join(', '),
    cannot: 'see other add-ins',
    heldBy: ['broker', 'own process'],
  }),
  'addin.export': row({
    parameters: z.strictObject({
      contracts,
      /** Add-ins that may use it; nobody named means every add-in that is allowed to. */
      callers: addinNames.default([]),
    }),
    tier: 1,
    plain: (p) => `offer ${p.contracts.join(', ')} to ${p.callers.length > 0 ? p.callers.join(', ') : 'other add-ins'}`,
    scope: (p) => p.contracts.join(', '),
    cannot: '',
    heldBy: ['broker', 'own process'],
  }),
} as const satisfies Record<string, PermissionRow<z.ZodType>>;

export type PermissionName = keyof typeof PERMISSIONS;
export type PermissionParameters<Name extends PermissionName> = z.output<(typeof PERMISSIONS)[Name]['parameters']>;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as PermissionName[];

export function isPermissionName(value: string): value is PermissionName {
  return Object.hasOwn(PERMISSIONS, value);
}

/** One computed answer of the policy. Immutable; a change makes a new one. */
export interface Grant {
  readonly permission: PermissionName;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly effect: Effect;
  /** One line a person can read for each level that had a say, the deciding one first. */
  readonly because: readonly string[];
}
