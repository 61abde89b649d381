import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScriptedServiceCall } from '../../addins/runtime/testing/scripted-addin.ts';
import { nodeClock } from '../base/node-clock.ts';
import { createAddinsFixture } from '../domains/testing/addins-fixture.ts';
import { packageOf, pass, settle, standStill } from '../domains/testing/domain-fixture.ts';
import { CallBook } from './call-book.ts';
import { Relay } from './relay.ts';
import { Services } from './services.ts';

const CALC = 'acme.calc';
/** Milliseconds within which everything that can still happen has happened: deadlines, back-off, drains. */
const LONG = 120_000;

type Step = 'call' | 'call once more' | 'answer' | 'give up' | 'crash' | 'upgrade' | 'time';

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Step>('call', 'call once more') },
    { weight: 3, arbitrary: fc.constant<Step>('answer') },
    { weight: 2, arbitrary: fc.constantFrom<Step>('give up', 'crash', 'upgrade', 'time') },
  ),
  { minLength: 5, maxLength: 25 },
);

/** Notes calls Calc; the test decides when Calc answers. */
async function open(ordered: boolean) {
  const answers: (() => void)[] = [];
  /** How often each call reached the provider, by its number. */
  const reached = new Map<number, number>();
  const member = ({ args }: ScriptedServiceCall) => {
    const number = Number(args[0]);
    reached.set(number, (reached.get(number) ?? 0) + 1);
    return new Promise((resolve) => answers.push(() => resolve(number)));
  };
  const calc = { services: { [CALC]: { add: member } } };
  const fixture = createAddinsFixture({ notes: {}, calc });
  const contents = { provides: [{ contract: CALC, version: '1.0', ordered }] };
  const packageNumber = (number: number) => ({
    ...packageOf('calc', { addinId: 'calc', version: `1.0.${number}`, contents }),
    hash: `calc ${number}`,
  });
  await fixture.install(
    packageOf('notes', { addinId: 'notes', contents: { consumes: [{ contract: CALC, version: '1.0' }] } }),
  );
  await fixture.install(packageNumber(0));
  await fixture.addins.start('notes');
  const provided = { contract: CALC, version: '1.0', ordered, demands: [] };
  const calls = new CallBook(nodeClock);
  const services = new Services({
    ...{ addins: fixture.addins, calls, relay: new Relay({ calls, nameOf: (id) => id }) },
    offersOf: () => [{ addinId: 'calc', displayName: 'Calc', enabled: true, provided, adapters: [] }],
    preferredFor: () => undefined,
  });
  return { ...fixture, services, answers, reached, packageNumber };
}

/** What became of one call: its own number, or a code. */
type Outcome = number | string;

interface Storm {
  made: { idempotent: boolean; reached: number }[];
  outcomes: Outcome[];
  /** Of a call that is made when all is quiet again. */
  afterwards: Outcome | undefined;
  isQuarantined: boolean;
}

async function run(sequence: readonly Step[], ordered: boolean): Promise<Storm> {
  const { services, answers, reached, launcher, install, packageNumber, addins } = await open(ordered);
  const outcomes: Outcome[] = [];
  const waiting: AbortController[] = [];
  const kinds: boolean[] = [];
  let upgrades = 0;
  const call = (idempotent: boolean): void => {
    const controller = new AbortController();
    const number = waiting.push(controller);
    kinds.push(idempotent);
    services
      .call(
        { addinId: 'notes', displayName: 'Notes', generation: 1 },
        {
          contract: CALC,
          member: 'add',
          args: [number],
          deadline: 30_000,
          idempotent,
          within: undefined,
          speaks: undefined,
        },
        controller.signal,
      )
      .then(
        (answer) => outcomes.push(answer === number ? number : `answered ${String(answer)} instead of ${number}`),
        (error: { code: string }) => outcomes.push(error.code),
      );
  };
  const deeds: Readonly<Record<Step, () => void>> = {
    call: () => call(false),
    'call once more': () => call(true),
    answer: () => answers.shift()?.(),
    'give up': () => waiting[Math.floor(waiting.length / 2)]?.abort(),
    crash: () => launcher.living.find(({ options }) => options.addinId === 'calc')?.exit(11),
    upgrade: () => void install(packageNumber(++upgrades)).catch(() => undefined),
    time: () => undefined,
  };
  for (const step of sequence) {
    deeds[step]();
    await (step === 'time' ? pass(700) : settle());
  }
  await pass(LONG);
  expect(services.waitForGraph()).toEqual([]);
  const made = kinds.map((idempotent, index) => ({ idempotent, reached: reached.get(index + 1) ?? 0 }));
  const before = outcomes.splice(0);
  call(false);
  await settle();
  for (const answer of answers) answer();
  await settle();
  const isQuarantined = addins.problem('calc')?.state === 'quarantined';
  await addins.shutDown(0);
  return { made, outcomes: before, afterwards: outcomes[0], isQuarantined };
}

/** What a call may end with here. Anything else, or nothing, is a call that was lost. */
const ENDS = new Set(['E_CANCELLED', 'E_CALL_TIMEOUT', 'E_OUTCOME_UNKNOWN', 'E_QUARANTINED']);

test.each([false, true])(
  'whatever happens, every call ends once, as itself or with a reason (ordered: %s)',
  { timeout: 60_000 },
  async (ordered) => {
    standStill();
    const property = fc.asyncProperty(steps, async (sequence) => {
      const { made, outcomes, afterwards, isQuarantined } = await run(sequence, ordered);
      expect(outcomes).toHaveLength(made.length);
      expect(outcomes.filter((outcome) => typeof outcome === 'string' && !ENDS.has(outcome))).toEqual([]);
      for (const call of made) expect(call.reached).toBeLessThanOrEqual(call.idempotent ? 2 : 1);
      expect(afterwards).toBe(isQuarantined ? 'E_QUARANTINED' : made.length + 1);
    });
    await fc.assert(property, { numRuns: 30 });
  },
);
