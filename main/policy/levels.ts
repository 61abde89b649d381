import type { Manifest } from '../../addins/protocol/manifest.ts';
import {
  isPermissionName,
  PERMISSION_NAMES,
  PERMISSIONS,
  type PermissionName,
} from '../../addins/protocol/permissions.ts';
import { type Membership, membership, orderedGroups } from './code-groups.ts';
import type { Evidence } from './evidence.ts';
import { ALLOWED, ALWAYS_ASKED, ASKED, DENIED, type Level, type Rule } from './level.ts';
import type { Organisation } from './organisation.ts';
import { joinParameters, type ParameterLimits } from './parameters.ts';
import { permissionSet } from './permission-sets.ts';

/** One row of a manifest's `permissions`. */
export type RequestedPermission = Manifest['permissions'][number];

/** What the levels are computed from. */
export interface LevelInput {
  readonly evidence: Evidence;
  readonly requested: readonly RequestedPermission[];
  readonly organisation: Organisation;
  /** Hashes of packages that must not run, from Bulkhead's own list. */
  readonly revoked: readonly string[];
}

/** Host ceiling, organisation, denies of every matching group, the named set, the manifest. */
export function levelsFor(input: LevelInput): Level[] {
  const groups = orderedGroups([...input.revoked, ...input.organisation.revoked], input.organisation.groups);
  const member = membership(input.evidence, groups);
  return [
    HOST,
    organisationLevel(input.organisation),
    ...denyLevels(member),
    setLevel(member),
    manifestLevel(input.requested),
  ];
}

/** The host lets nothing of tier 3 be settled for good. */
const HOST: Level = {
  kind: 'host',
  because: 'Bulkhead itself',
  becauseMissing: 'Bulkhead itself',
  rules: new Map(PERMISSION_NAMES.map((name) => [name, hostRule(name)])),
  otherwise: 'deny',
};

function hostRule(name: PermissionName): Rule {
  const tier: number = PERMISSIONS[name].tier;
  return tier >= 3 ? ALWAYS_ASKED : ALLOWED;
}

function organisationLevel(organisation: Organisation): Level {
  if (organisation.state === 'broken') {
    const because = "your organisation's rules could not be read";
    return {
      kind: 'organisation',
      because,
      becauseMissing: because,
      rules: permissionSet('Execution'),
      otherwise: 'deny',
    };
  }
  return {
    kind: 'organisation',
    because: 'your organisation',
    becauseMissing: 'your organisation',
    rules: organisation.limits,
    otherwise: 'unlimited',
  };
}

function denyLevels(member: Membership): Level[] {
  return member.all
    .filter((group) => group.deny.length > 0)
    .map((group) => ({
      kind: 'group',
      because: `rule "${group.name}"`,
      becauseMissing: `rule "${group.name}"`,
      rules: new Map(group.deny.map((name) => [name, DENIED])),
      otherwise: 'unlimited',
    }));
}

function setLevel(member: Membership): Level {
  const { name, set } = member.first;
  return {
    kind: 'set',
    because: `set ${set} (${name})`,
    becauseMissing: `not in set ${set} (${name})`,
    rules: permissionSet(set),
    otherwise: 'deny',
  };
}

function manifestLevel(requested: readonly RequestedPermission[]): Level {
  return {
    kind: 'manifest',
    because: 'asked for in its manifest',
    becauseMissing: 'not asked for in its manifest',
    rules: manifestRules(requested),
    otherwise: 'deny',
  };
}

/** The add-in works without it: nothing is granted before its first use, and then a person is asked. */
const OPTIONAL: Rule = { ...ASKED, because: 'optional in its manifest, so you are asked at first use' };

/** Unknown names get no rule, and no rule is a deny. */
function manifestRules(requested: readonly RequestedPermission[]): ReadonlyMap<PermissionName, Rule> {
  const rules = new Map<PermissionName, Rule>();
  for (const request of requested) {
    const { name } = request;
    if (isPermissionName(name)) rules.set(name, manifestRule(name, request, rules.get(name)));
  }
  return rules;
}

/** Rows of one permission make one grant, so one that is optional makes all of them a question. */
function manifestRule(name: PermissionName, request: RequestedPermission, before: Rule | undefined): Rule {
  const parsed = PERMISSIONS[name].parameters.safeParse(request.parameters);
  if (!parsed.success || before?.effect === 'deny') return DENIED;
  const parameters: ParameterLimits = parsed.data;
  const own = request.optional && PERMISSIONS[name].tier > 0 ? OPTIONAL : ALLOWED;
  return {
    ...(before?.effect === 'ask' ? before : own),
    parameters: before ? joinParameters(name, before.parameters, parameters) : parameters,
  };
}
