import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PERMISSION_NAMES, type PermissionName } from '../../addins/protocol/permissions.ts';
import { isNarrower, leastEffect } from './effect.ts';
import { type Answer, type ComputedGrant, evaluate, findGrant } from './evaluate.ts';
import { ALLOWED, ASKED, DENIED, LEVEL_KINDS, type Level, type Rule } from './level.ts';
import { isWithin, type ParameterLimits } from './parameters.ts';

const effects = fc.constantFrom('deny' as const, 'ask' as const, 'allow' as const);
const origins = ['https://a.example.com', 'https://b.example.com', 'https://c.example.com'];
const full: Readonly<Record<PermissionName, fc.Arbitrary<ParameterLimits>>> = {
  'log.write': fc.constant({}),
  'ui.view': fc.constant({}),
  'storage.kv': fc.record({ quotaBytes: fc.integer({ min: 1024, max: 1_048_576 }) }),
  'fs.pick.open': fc.record({ types: fc.subarray(['.csv', '.txt', '.md']), multiple: fc.boolean() }),
  'fs.pick.save': fc.record({ types: fc.subarray(['.csv', '.txt', '.md']) }),
  'clipboard.write': fc.constant({}),
  'ui.notify': fc.record({ perHour: fc.integer({ min: 1, max: 60 }) }),
  'net.fetch': fc.record({
    origins: fc.subarray(origins, { minLength: 1 }),
    methods: fc.subarray(['GET', 'POST', 'PUT'], { minLength: 1 }),
  }),
  'addin.call': fc.record({ contracts: fc.subarray(['acme.calc', 'acme.units', 'acme.sums'], { minLength: 1 }) }),
  'ui.webframe': fc.constant({}),
  'addin.export': fc.record({
    contracts: fc.subarray(['acme.calc', 'acme.units', 'acme.sums'], { minLength: 1 }),
    callers: fc.subarray(['notes', 'ledger']),
  }),
};

function rulesOf(parametersFor: (name: PermissionName) => fc.Arbitrary<ParameterLimits>) {
  const entries = PERMISSION_NAMES.map((name) =>
    fc.tuple(effects, effects, parametersFor(name), fc.boolean()).map(([one, other, parameters, present]) => {
      const rule: Rule = { effect: leastEffect(one, other), upTo: one, parameters };
      return present ? ([name, rule] as const) : null;
    }),
  );
  return fc.tuple(...entries).map((rows) => new Map(rows.filter((row) => row !== null)));
}

const texts = fc.constantFrom('set A', 'your organisation', 'rule "x"', 'something else');
const limitLevel: fc.Arbitrary<Level> = fc.record({
  kind: fc.constantFrom(...LEVEL_KINDS),
  because: texts,
  becauseMissing: texts,
  rules: rulesOf((name) => full[name].chain((limits) => fc.subarray(Object.entries(limits)).map(Object.fromEntries))),
  otherwise: fc.constantFrom('deny' as const, 'unlimited' as const),
});
const manifestLevel: fc.Arbitrary<Level> = fc.record({
  kind: fc.constant('manifest' as const),
  because: fc.constant('asked for in its manifest'),
  becauseMissing: fc.constant('not asked for in its manifest'),
  rules: rulesOf((name) => full[name]),
  otherwise: fc.constant('deny' as const),
});
const levels = fc
  .tuple(manifestLevel, fc.array(limitLevel, { maxLength: 4 }))
  .map(([manifest, limits]) => [manifest, ...limits]);
const answers = fc.tuple(...PERMISSION_NAMES.map((name) => fc.tuple(effects, full[name], fc.boolean()))).map(
  (rows) =>
    new Map<PermissionName, Answer>(
      rows.flatMap(([effect, parameters, present], index) => {
        const name = PERMISSION_NAMES[index];
        return present && name ? [[name, { effect, parameters, because: 'your answer' }]] : [];
      }),
    ),
);

function isNoWider(inner: ComputedGrant, outer: ComputedGrant): boolean {
  if (isNarrower(outer.effect, inner.effect) || isNarrower(outer.ceiling, inner.ceiling)) return false;
  return inner.effect === 'deny' || isWithin(inner.permission, inner.parameters, outer.parameters);
}

test('adding a level never widens a grant', () => {
  fc.assert(
    fc.property(levels, limitLevel, (before, added) => {
      const without = evaluate({ levels: before, answers: new Map() });
      const withLevel = evaluate({ levels: [...before, added], answers: new Map() });
      for (const grant of withLevel) {
        expect(isNoWider(grant, findGrant(without, grant.permission))).toBe(true);
      }
    }),
  );
});

test('an answer never reaches beyond what every level permits', () => {
  fc.assert(
    fc.property(levels, answers, (given, said) => {
      for (const grant of evaluate({ levels: given, answers: said })) {
        for (const level of given) {
          const rule = level.rules.get(grant.permission) ?? (level.otherwise === 'deny' ? DENIED : ALLOWED);
          expect(isNarrower(rule.upTo, grant.effect)).toBe(false);
        }
      }
    }),
  );
});

test('a deny is never lost, wherever it stands', () => {
  fc.assert(
    fc.property(levels, answers, fc.nat(), (given, said, position) => {
      const denied = PERMISSION_NAMES[position % PERMISSION_NAMES.length] as PermissionName;
      const index = position % given.length;
      const changed = given.map((level, at) =>
        at === index ? { ...level, rules: new Map(level.rules).set(denied, DENIED) } : level,
      );
      expect(findGrant(evaluate({ levels: changed, answers: said }), denied).effect).toBe('deny');
    }),
  );
});

test('the order of the levels has no meaning', () => {
  const shuffled = levels.chain((given) =>
    fc
      .shuffledSubarray(given, { minLength: given.length, maxLength: given.length })
      .map((other) => [given, other] as const),
  );
  fc.assert(
    fc.property(shuffled, answers, ([given, other], said) => {
      expect(evaluate({ levels: other, answers: said })).toEqual(evaluate({ levels: given, answers: said }));
    }),
  );
});

test('numbers only shrink and lists only lose members', () => {
  fc.assert(
    fc.property(levels, (given) => {
      for (const grant of evaluate({ levels: given, answers: new Map() })) {
        if (grant.effect === 'deny') continue;
        for (const level of given) {
          const rule = level.rules.get(grant.permission);
          if (rule) expect(isWithin(grant.permission, grant.parameters, rule.parameters)).toBe(true);
        }
      }
    }),
  );
});

const connected: Level = {
  kind: 'set',
  because: 'set Connected',
  becauseMissing: 'not in set Connected',
  rules: new Map([['net.fetch', ASKED]]),
  otherwise: 'deny',
};
const asksForOne: Level = {
  kind: 'manifest',
  because: 'asked for in its manifest',
  becauseMissing: 'not asked for in its manifest',
  rules: new Map([['net.fetch', { ...ALLOWED, parameters: { origins: [origins[0]], methods: ['GET'] } }]]),
  otherwise: 'deny',
};
const organisation = (rule: Rule): Level => ({
  kind: 'organisation',
  because: 'your organisation',
  becauseMissing: 'your organisation',
  rules: new Map([['net.fetch', rule]]),
  otherwise: 'unlimited',
});
const fetchGrant = (given: Level[], answer?: Answer) =>
  findGrant(evaluate({ levels: given, answers: new Map(answer ? [['net.fetch', answer]] : []) }), 'net.fetch');
const allowed = (parameters: ParameterLimits): Answer => ({ effect: 'allow', parameters, because: 'your answer' });

test('no level at all denies everything', () => {
  expect(new Set(evaluate({ levels: [], answers: new Map() }).map((grant) => grant.effect))).toEqual(new Set(['deny']));
});

test('a permission without a row is denied and says so', () => {
  const grant = findGrant(evaluate({ levels: [connected, asksForOne], answers: new Map() }), 'fs.pick.save');
  expect(grant).toMatchObject({ effect: 'deny', ceiling: 'deny' });
  expect(grant.because).toEqual(['not in set Connected', 'not asked for in its manifest']);
});

test('the answer of the person settles a question, with the answer as the first reason', () => {
  expect(fetchGrant([connected, asksForOne])).toMatchObject({ effect: 'ask', ceiling: 'allow' });
  const grant = fetchGrant([connected, asksForOne], allowed({ origins: [origins[0]], methods: ['GET'] }));
  expect(grant.effect).toBe('allow');
  expect(grant.because).toEqual(['your answer', 'set Connected', 'asked for in its manifest']);
});

test('an answer does not cover what the add-in asks for later', () => {
  const grant = fetchGrant([connected, asksForOne], allowed({ origins: [origins[1]], methods: ['GET'] }));
  expect(grant.effect).toBe('ask');
  expect(grant.because).toContain('it now asks for more than you allowed');
});

test('an organisation that asks is asked again whatever the person answered', () => {
  const rule: Rule = { effect: 'ask', upTo: 'ask', parameters: {} };
  const grant = fetchGrant(
    [connected, asksForOne, organisation(rule)],
    allowed({ origins: [origins[0]], methods: ['GET'] }),
  );
  expect(grant).toMatchObject({ effect: 'ask', ceiling: 'ask' });
  expect(grant.because[0]).toBe('your organisation');
});

test('an empty intersection is denied, never everything', () => {
  const grant = fetchGrant([
    connected,
    asksForOne,
    organisation({ ...ALLOWED, parameters: { origins: [origins[2]] } }),
  ]);
  expect(grant).toMatchObject({ effect: 'deny', ceiling: 'deny' });
  expect(grant.because[0]).toBe('nothing is left of what it asks for');
});

test('file types that have nothing in common are denied, although an empty list means every type', () => {
  const level = (kind: Level['kind'], types: string[]): Level => ({
    kind,
    because: kind,
    becauseMissing: kind,
    rules: new Map([['fs.pick.save', { ...ALLOWED, parameters: { types } }]]),
    otherwise: 'deny',
  });
  const effectOf = (one: string[], other: string[]) =>
    findGrant(
      evaluate({ levels: [level('organisation', one), level('manifest', other)], answers: new Map() }),
      'fs.pick.save',
    );
  expect(effectOf(['.csv'], ['.txt']).effect).toBe('deny');
  expect(effectOf([], ['.txt'])).toMatchObject({ effect: 'allow', parameters: { types: ['.txt'] } });
});

test('grants cannot be changed by whoever holds them', () => {
  const grants = evaluate({ levels: [connected, asksForOne], answers: new Map() });
  const grant = findGrant(grants, 'net.fetch');
  expect(() => ((grant as { effect: string }).effect = 'allow')).toThrow(TypeError);
  expect(() => (grant.parameters['origins'] as string[]).push('https://evil.example')).toThrow(TypeError);
  expect(() => (grants as unknown[]).pop()).toThrow(TypeError);
});
