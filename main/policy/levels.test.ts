import { expect, test } from 'vitest';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import { evaluate, findGrant } from './evaluate.ts';
import type { Evidence } from './evidence.ts';
import { type LevelInput, levelsFor, type RequestedPermission } from './levels.ts';
import { NO_ORGANISATION, parseOrganisation } from './organisation.ts';

const HASH = 'a'.repeat(64);
const evidence: Evidence = { id: 'acme.notes', hash: HASH, publisherKey: null, signed: false, zone: 'sideload' };
const ask = (name: string, parameters: Record<string, unknown> = {}): RequestedPermission => ({
  name,
  parameters,
  optional: false,
});
const everything: RequestedPermission[] = [
  ask('ui.view'),
  ask('storage.kv'),
  ask('fs.pick.open'),
  ask('fs.pick.save'),
  ask('clipboard.write'),
  ask('ui.notify'),
  ask('ui.webframe'),
  ask('net.fetch', { origins: ['https://api.example.com'] }),
  ask('addin.call', { contracts: ['acme.calc'] }),
  ask('addin.export', { contracts: ['acme.notes'] }),
];

function grantsFor(overrides: Partial<LevelInput> = {}) {
  const input = { evidence, requested: everything, organisation: NO_ORGANISATION, revoked: [], ...overrides };
  return evaluate({ levels: levelsFor(input), answers: new Map() });
}

function effects(overrides: Partial<LevelInput> = {}): Partial<Record<PermissionName, string>> {
  return Object.fromEntries(grantsFor(overrides).map((grant) => [grant.permission, grant.effect]));
}

test('an unsigned dropped package works normally: tiers 0 and 1 allowed, tier 2 asked', () => {
  expect(effects()).toEqual({
    'log.write': 'deny',
    'ui.view': 'allow',
    'ui.webframe': 'ask',
    'storage.kv': 'allow',
    'fs.pick.open': 'allow',
    'fs.pick.save': 'allow',
    'clipboard.write': 'allow',
    'ui.notify': 'ask',
    'net.fetch': 'ask',
    'addin.call': 'ask',
    'addin.export': 'allow',
  });
});

test('a manifest that asks for nothing gets nothing', () => {
  const grants = grantsFor({ requested: [] });
  expect(grants.every((grant) => grant.effect === 'deny')).toBe(true);
  expect(findGrant(grants, 'net.fetch').because[0]).toBe('not asked for in its manifest');
});

test('an optional permission is not granted before it was asked about, and an answer settles it', () => {
  const optional = (name: string, parameters: Record<string, unknown> = {}) => ({
    ...ask(name, parameters),
    optional: true,
  });
  const requested = [optional('storage.kv'), optional('clipboard.write'), optional('log.write'), ask('ui.view')];
  const levels = levelsFor({ evidence, requested, organisation: NO_ORGANISATION, revoked: [] });
  const grants = evaluate({ levels, answers: new Map() });
  expect(findGrant(grants, 'clipboard.write')).toMatchObject({ effect: 'ask', ceiling: 'allow' });
  expect(findGrant(grants, 'clipboard.write').because[0]).toBe(
    'optional in its manifest, so you are asked at first use',
  );
  expect(findGrant(grants, 'storage.kv').effect).toBe('ask');
  // Every add-in can write to its own log: nobody is asked about that.
  expect(findGrant(grants, 'log.write').effect).toBe('allow');
  expect(findGrant(grants, 'ui.view').effect).toBe('allow');
  const { parameters } = findGrant(grants, 'storage.kv');
  const answers = new Map([['storage.kv' as const, { effect: 'allow' as const, parameters, because: 'your answer' }]]);
  expect(findGrant(evaluate({ levels, answers }), 'storage.kv').effect).toBe('allow');
});

test('rows of one permission of which one is optional are one question, in whatever order', () => {
  const one = ask('addin.export', { contracts: ['acme.notes'] });
  const other = { ...ask('addin.export', { contracts: ['acme.words'] }), optional: true };
  for (const requested of [
    [one, other],
    [other, one],
  ]) {
    expect(findGrant(grantsFor({ requested }), 'addin.export')).toMatchObject({
      effect: 'ask',
      parameters: { contracts: ['acme.notes', 'acme.words'] },
    });
  }
});

test('a name that is no permission and parameters of the wrong form are denied', () => {
  const requested = [ask('fs.everything'), ask('__proto__'), ask('net.fetch', { origins: ['https://*'] })];
  expect(grantsFor({ requested }).every((grant) => grant.effect === 'deny')).toBe(true);
});

test('two rows of one permission: lists add up, one that is not valid removes both', () => {
  const one = ask('net.fetch', { origins: ['https://a.example.com'] });
  const other = ask('net.fetch', { origins: ['https://b.example.com'] });
  expect(findGrant(grantsFor({ requested: [one, other] }), 'net.fetch').parameters).toEqual({
    origins: ['https://a.example.com', 'https://b.example.com'],
    methods: ['GET'],
  });
  const wrong = ask('net.fetch', { origins: [] });
  expect(findGrant(grantsFor({ requested: [one, wrong] }), 'net.fetch').effect).toBe('deny');
  expect(findGrant(grantsFor({ requested: [wrong, one] }), 'net.fetch').effect).toBe('deny');
});

test('a revoked hash gets nothing, whatever else speaks for it', () => {
  const bundled: Evidence = { ...evidence, zone: 'bundled' };
  const grants = grantsFor({ evidence: bundled, revoked: [HASH.toUpperCase()] });
  expect(grants.every((grant) => grant.effect === 'deny')).toBe(true);
  expect(findGrant(grants, 'ui.view').because[0]).toBe('not in set Nothing (revoked package)');
});

test('the zone picks the set', () => {
  expect(effects({ evidence: { ...evidence, zone: 'bundled' } })['net.fetch']).toBe('allow');
  expect(effects({ evidence: { ...evidence, zone: 'devFolder' } })['net.fetch']).toBe('ask');
});

function organisation(document: object) {
  return parseOrganisation(JSON.stringify({ schemaVersion: 1, ...document }));
}

test("the organisation's first matching group picks the set; the denies of every matching group apply", () => {
  const rules = organisation({
    groups: [
      { name: 'known notes', when: { id: 'Acme.Notes' }, set: 'Panel' },
      { name: 'unsigned', when: { signed: false }, set: 'Native', deny: ['clipboard.write', 'no.such'] },
    ],
  });
  const grants = grantsFor({ organisation: rules });
  expect(findGrant(grants, 'storage.kv').because[0]).toBe('set Panel (known notes)');
  expect(findGrant(grants, 'net.fetch').effect).toBe('deny');
  expect(findGrant(grants, 'clipboard.write')).toMatchObject({ effect: 'deny' });
  expect(findGrant(grants, 'clipboard.write').because[0]).toBe('rule "unsigned"');
  expect(rules.problems).toEqual(['groups: there is no permission "no.such"']);
});

test('a publisher key counts only where its signature was verified', () => {
  const rules = organisation({ groups: [{ name: 'ours', when: { publisherKey: 'K' }, set: 'Native' }] });
  const claimed: Evidence = { ...evidence, publisherKey: 'K', signed: false };
  expect(effects({ organisation: rules, evidence: claimed })['net.fetch']).toBe('ask');
  expect(effects({ organisation: rules, evidence: { ...claimed, signed: true } })['net.fetch']).toBe('allow');
});

test("the organisation's limits narrow numbers and lists", () => {
  const rules = organisation({
    limits: {
      'storage.kv': { effect: 'allow', parameters: { quotaBytes: 2048 } },
      'net.fetch': { effect: 'ask', parameters: { methods: ['GET', 'HEAD'] } },
    },
  });
  const grants = grantsFor({ organisation: rules });
  expect(findGrant(grants, 'storage.kv').parameters).toEqual({ quotaBytes: 2048 });
  expect(findGrant(grants, 'net.fetch')).toMatchObject({
    effect: 'ask',
    ceiling: 'ask',
    parameters: { methods: ['GET'] },
  });
});

test('a limit that cannot be understood denies what it is about and nothing else', () => {
  const rules = organisation({ limits: { 'net.fetch': { effect: 'allow', parameters: { wildcard: true } } } });
  expect(effects({ organisation: rules })).toMatchObject({ 'net.fetch': 'deny', 'storage.kv': 'allow' });
  expect(rules.problems).toHaveLength(1);
});

test.each([
  ['not json', '{'],
  ['a later schema', JSON.stringify({ schemaVersion: 2 })],
  ['a field nobody knows', JSON.stringify({ schemaVersion: 1, allowEverything: true })],
])('a file with %s leaves the Execution set and never opens anything', (_what, text) => {
  const broken = parseOrganisation(text);
  expect(broken.state).toBe('broken');
  const grants = grantsFor({ organisation: broken });
  expect(findGrant(grants, 'storage.kv')).toMatchObject({ effect: 'allow', parameters: { quotaBytes: 1_048_576 } });
  expect(grants.filter((grant) => grant.effect !== 'deny').map((grant) => grant.permission)).toEqual(['storage.kv']);
  expect(findGrant(grants, 'ui.view').because[0]).toBe("your organisation's rules could not be read");
});
