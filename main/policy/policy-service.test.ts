import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { AnswerStore } from './answer-store.ts';
import { findGrant } from './evaluate.ts';
import type { PolicySubject } from './grant-book.ts';
import { NO_ORGANISATION, parseOrganisation } from './organisation.ts';
import { PolicyService } from './policy-service.ts';
import { DAY, TestClock } from './testing/test-clock.ts';

const ID = 'acme.notes';
const oneOrigin = { origins: ['https://a.example.com'], methods: ['GET'] };
const subject: PolicySubject = {
  evidence: { id: ID, hash: 'a'.repeat(64), publisherKey: null, signed: false, zone: 'sideload' },
  displayName: 'Notes',
  color: '#123456',
  requested: [
    { name: 'storage.kv', parameters: {}, optional: false },
    { name: 'net.fetch', parameters: oneOrigin, optional: true, reason: 'To sync\u202e your notes' },
    { name: 'fs.everything', parameters: {}, optional: true },
  ],
};
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function createPolicy(file = ':memory:') {
  const clock = new TestClock();
  const answers = new AnswerStore({ file, wallTime: clock.now });
  const policy = new PolicyService({
    answers,
    organisation: NO_ORGANISATION,
    revoked: [],
    usage: () => ({ lastUsed: 5, useCount: 3, refusedCount: 1 }),
  });
  const changed: string[] = [];
  policy.register(subject);
  policy.changed.on((addinId) => changed.push(addinId));
  return { clock, answers, policy, changed };
}

const fetchEffect = (policy: PolicyService) => policy.decide(ID, 'net.fetch').effect;
const answer = (policy: PolicyService, given: 'once' | 'session' | 'always' | 'deny' | 'dismiss') =>
  policy.takeAnswer(ID, 'net.fetch', { answer: given, seen: oneOrigin });

test('an add-in nobody registered is denied everything', () => {
  const { policy } = createPolicy();
  expect(policy.decide('acme.unknown', 'storage.kv').effect).toBe('deny');
  expect(policy.grantsFor('acme.unknown').every((grant) => grant.effect === 'deny')).toBe(true);
});

test('grants are computed once and are the same object until something changes', () => {
  const { policy } = createPolicy();
  const grants = policy.grantsFor(ID);
  expect(policy.grantsFor(ID)).toBe(grants);
  policy.setAnswer(ID, 'storage.kv', 'deny');
  expect(policy.grantsFor(ID)).not.toBe(grants);
  expect(findGrant(grants, 'storage.kv').effect).toBe('allow');
});

test('an answer takes effect on the next decision, and can be taken back', () => {
  const { policy, changed } = createPolicy();
  expect(fetchEffect(policy)).toBe('ask');
  policy.setAnswer(ID, 'net.fetch', 'allow');
  expect(policy.decide(ID, 'net.fetch')).toMatchObject({
    effect: 'allow',
    because: ['your answer', expect.any(String), expect.any(String)],
  });
  policy.setAnswer(ID, 'net.fetch', null);
  expect(fetchEffect(policy)).toBe('ask');
  expect(changed).toEqual([ID, ID]);
  expect(() => policy.setAnswer('acme.unknown', 'net.fetch', 'allow')).toThrow(
    expect.objectContaining({ code: 'E_NOT_FOUND' }),
  );
});

test('the question is in the words of the host, with the readable words of the add-in', () => {
  const { policy } = createPolicy();
  expect(policy.question(ID, 'net.fetch')).toEqual({
    question: {
      addinId: ID,
      displayName: 'Notes',
      color: '#123456',
      permission: 'net.fetch',
      plain: 'send data to a.example.com',
      reason: 'To sync your notes',
      offerAlways: false,
    },
    settles: true,
  });
  answer(policy, 'once');
  expect(policy.question(ID, 'net.fetch').question.offerAlways).toBe(true);
  expect(fetchEffect(policy)).toBe('ask');
});

test.each([
  ['session', 'allow'],
  ['always', 'allow'],
  ['deny', 'deny'],
  ['once', 'ask'],
  ['dismiss', 'ask'],
] as const)('after "%s" the effect is %s', (given, effect) => {
  const { policy } = createPolicy();
  answer(policy, given);
  expect(fetchEffect(policy)).toBe(effect);
});

test('an upgrade that asks for more is asked about again, one that asks for the same is not', () => {
  const { policy } = createPolicy();
  answer(policy, 'always');
  policy.register({ ...subject, evidence: { ...subject.evidence, hash: 'b'.repeat(64) } });
  expect(fetchEffect(policy)).toBe('allow');
  const more = { ...oneOrigin, origins: [...oneOrigin.origins, 'https://b.example.com'] };
  policy.register({ ...subject, requested: [{ name: 'net.fetch', parameters: more, optional: false }] });
  expect(policy.decide(ID, 'net.fetch')).toMatchObject({ effect: 'ask', parameters: more });
});

test('what the person agreed to is what the question showed, also when the manifest has changed meanwhile', () => {
  const { policy } = createPolicy();
  const more = { ...oneOrigin, origins: [...oneOrigin.origins, 'https://b.example.com'] };
  policy.register({ ...subject, requested: [{ name: 'net.fetch', parameters: more, optional: false }] });
  answer(policy, 'always');
  expect(fetchEffect(policy)).toBe('ask');
});

test('under another key it is another add-in', () => {
  const { policy } = createPolicy();
  answer(policy, 'always');
  policy.register({ ...subject, evidence: { ...subject.evidence, publisherKey: 'K', signed: true } });
  expect(fetchEffect(policy)).toBe('ask');
  expect(policy.identify(ID)).toEqual({ displayName: 'Notes', publisherKey: 'K' });
  policy.register(subject);
  expect(fetchEffect(policy)).toBe('ask');
});

test('a kept grant ends when its answer expires', () => {
  const { policy, clock } = createPolicy();
  answer(policy, 'always');
  clock.advance(90 * DAY);
  expect(fetchEffect(policy)).toBe('ask');
});

test('use keeps an answer alive', () => {
  const { policy, clock } = createPolicy();
  answer(policy, 'always');
  clock.advance(60 * DAY);
  policy.noteUse(ID, 'net.fetch');
  clock.advance(60 * DAY);
  expect(fetchEffect(policy)).toBe('allow');
});

test('the person cannot go beyond the organisation, and is told who set it', () => {
  const { policy } = createPolicy();
  answer(policy, 'always');
  policy.setOrganisation(
    parseOrganisation(JSON.stringify({ schemaVersion: 1, limits: { 'net.fetch': { effect: 'deny' } } })),
  );
  policy.setAnswer(ID, 'net.fetch', 'allow');
  const [, row] = policy.summaries();
  expect(row).toMatchObject({ permission: 'net.fetch', effect: 'deny', ceiling: 'deny' });
  expect(row?.because[0]).toBe('your organisation');
});

test('revoking everything denies all that the add-in asks for', () => {
  const { policy } = createPolicy();
  answer(policy, 'always');
  policy.revokeAll(ID);
  expect(policy.summaries().map((row) => row.effect)).toEqual(['deny', 'deny']);
});

test('the page lists what the manifests ask for, in plain words', () => {
  const { policy } = createPolicy();
  expect(policy.summaries()).toEqual([
    {
      addinId: ID,
      permission: 'storage.kv',
      plain: 'keep its own data, up to 5 MB',
      scope: '5 MB',
      effect: 'allow',
      ceiling: 'allow',
      tier: 1,
      because: ['set Connected (unsigned package)', 'asked for in its manifest'],
      heldBy: ['broker', 'OS wall'],
      lastUsed: 5,
      useCount: 3,
      refusedCount: 1,
    },
    expect.objectContaining({
      permission: 'net.fetch',
      plain: 'send data to a.example.com',
      scope: 'GET',
      effect: 'ask',
    }),
  ]);
});

test('a preview changes nothing', () => {
  const { policy, changed } = createPolicy();
  answer(policy, 'always');
  const stranger = { ...subject, evidence: { ...subject.evidence, publisherKey: 'K', signed: true } };
  expect(findGrant(policy.preview(stranger), 'net.fetch').effect).toBe('ask');
  expect(fetchEffect(policy)).toBe('allow');
  expect(changed).toEqual([ID]);
});

test('when the answers were lost, nothing is allowed again without being asked, now and after a restart', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-policy-'));
  folders.push(folder);
  const file = path.join(folder, 'policy.sqlite');
  writeFileSync(file, 'no database'.repeat(1_000));
  const first = createPolicy(file);
  expect(first.policy.decide(ID, 'storage.kv')).toMatchObject({ effect: 'ask' });
  expect(first.policy.decide(ID, 'storage.kv').because[0]).toBe('your earlier answers could not be read');
  first.answers.close();
  const second = createPolicy(file);
  expect(second.policy.decide(ID, 'storage.kv').effect).toBe('ask');
  second.policy.setAnswer(ID, 'storage.kv', 'allow');
  expect(second.policy.decide(ID, 'storage.kv').effect).toBe('allow');
  second.answers.close();
});

test('answers wait for an add-in that is gone, and are forgotten with its data', () => {
  const { policy } = createPolicy();
  answer(policy, 'always');
  policy.unregister(ID);
  expect(fetchEffect(policy)).toBe('deny');
  expect(policy.summaries()).toEqual([]);
  policy.register(subject);
  expect(fetchEffect(policy)).toBe('allow');
  policy.forget(ID);
  policy.register(subject);
  expect(fetchEffect(policy)).toBe('ask');
});
