import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEASE_RENEWAL, LEASE_SPONSORS } from '../limits.ts';
import { DEFAULT_LEASE, ENDLESS_LEASE, Lease, type LeaseInfo, type LeasePolicy, type Sponsor } from './lease.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

const POLICY: LeasePolicy = { initialLease: 100, renewOnCall: 40, sponsorshipTimeout: 10 };

function createLease(policy: LeasePolicy = POLICY) {
  const clock = new ManualClock();
  let ends = 0;
  const lease = new Lease({ clock, policy, onExpired: () => ends++ });
  const look = async (milliseconds = 0) => {
    clock.advance(milliseconds);
    lease.tick();
    await settle();
  };
  return { clock, lease, look, ends: () => ends };
}

/** A sponsor that answers when told; remembers what it was shown. */
class TestSponsor implements Sponsor {
  readonly name: string;
  readonly asked: LeaseInfo[] = [];
  #answers: PromiseWithResolvers<number>[] = [];
  /** Answers at once where set. */
  grants: number | undefined;

  constructor(name: string, grants?: number) {
    this.name = name;
    this.grants = grants;
  }

  renewal(info: LeaseInfo): number | Promise<number> {
    this.asked.push(info);
    if (this.grants !== undefined) return this.grants;
    const answer = Promise.withResolvers<number>();
    this.#answers.push(answer);
    return answer.promise;
  }

  async answer(value: number | Error): Promise<void> {
    const answer = this.#answers.shift();
    if (value instanceof Error) answer?.reject(value);
    else answer?.resolve(value);
    await settle();
  }
}

test('the times are those of remoting', () => {
  expect(DEFAULT_LEASE).toEqual({ initialLease: 300_000, renewOnCall: 120_000, sponsorshipTimeout: 10_000 });
});

test('initial until it is lent, active until its time is over, then expired for good', async () => {
  const { lease, look, ends, clock } = createLease();
  expect(lease.info).toEqual({ state: 'initial', remaining: 100, sponsors: [] });
  await look(1_000);
  expect(lease.state).toBe('initial');
  lease.renewOnCall();
  expect(lease.renew(70)).toBe(100);
  lease.activate();
  expect(lease.info).toEqual({ state: 'active', remaining: 100, sponsors: [] });
  clock.advance(50);
  lease.activate();
  expect(lease.info.remaining).toBe(50);
  // Over means past: at the very moment it still is.
  await look(50);
  expect([lease.state, lease.info.remaining]).toEqual(['active', 0]);
  await look(1);
  expect([lease.state, lease.info.remaining, ends()]).toEqual(['expired', 0, 1]);
  lease.activate();
  lease.cancel();
  lease.renewOnCall();
  expect([lease.renew(50), lease.register(new TestSponsor('late')), lease.state, ends()]).toEqual([
    0,
    false,
    'expired',
    1,
  ]);
});

test('an endless lease never ends by itself', async () => {
  const { lease, look, ends } = createLease({ ...POLICY, initialLease: 0 });
  expect(lease.info).toEqual({ state: 'null', remaining: Number.POSITIVE_INFINITY, sponsors: [] });
  lease.activate();
  lease.renewOnCall();
  expect(lease.renew(5)).toBe(Number.POSITIVE_INFINITY);
  await look(Number.MAX_SAFE_INTEGER);
  expect(lease.state).toBe('null');
  lease.cancel();
  expect([lease.state, ends()]).toEqual(['expired', 1]);
  expect(ENDLESS_LEASE.initialLease).toBe(0);
});

test('time is never shortened, and calls do not add up', () => {
  const { lease, clock } = createLease();
  lease.activate();
  lease.renewOnCall();
  expect(lease.info.remaining).toBe(100);
  clock.advance(80);
  lease.renewOnCall();
  lease.renewOnCall();
  expect(lease.info.remaining).toBe(40);
  expect(lease.renew(90)).toBe(90);
  expect(lease.renew(10)).toBe(90);
});

test.each([Number.NaN, -1, 0, Number.NEGATIVE_INFINITY])('%s is no time', (milliseconds) => {
  const { lease } = createLease();
  lease.activate();
  expect(lease.renew(milliseconds)).toBe(100);
});

test('no renewal is longer than an hour', async () => {
  const { lease, look } = createLease();
  lease.activate();
  expect(lease.renew(Number.POSITIVE_INFINITY)).toBe(LEASE_RENEWAL);
  lease.register(new TestSponsor('for ever', Number.POSITIVE_INFINITY));
  await look(LEASE_RENEWAL + 1);
  expect(lease.info).toMatchObject({ state: 'active', remaining: LEASE_RENEWAL });
});

test('a call after the end of time and before the look saves it', async () => {
  const { lease, look, clock } = createLease();
  lease.activate();
  clock.advance(500);
  lease.renewOnCall();
  await look();
  expect(lease.info).toMatchObject({ state: 'active', remaining: 40 });
});

test('a sponsor is asked when the time is over, once, and shown the lease', async () => {
  const { lease, look } = createLease();
  const view = new TestSponsor('view');
  lease.activate();
  expect(lease.register(view)).toBe(true);
  await look(100);
  expect(view.asked).toEqual([]);
  await look(1);
  await look(1);
  expect(view.asked).toEqual([{ state: 'renewing', remaining: 0, sponsors: ['view'] }]);
  await view.answer(60);
  expect(lease.info).toEqual({ state: 'active', remaining: 60, sponsors: ['view'] });
});

test('registering may bring time along, also a second time', () => {
  const { lease } = createLease();
  const view = new TestSponsor('view');
  lease.register(view, 500);
  expect(lease.info.remaining).toBe(100);
  lease.activate();
  lease.register(view, 150);
  expect(lease.info).toEqual({ state: 'active', remaining: 150, sponsors: ['view'] });
});

test('a lease without sponsorship takes no sponsors, and none takes more than its share', async () => {
  const none = createLease({ ...POLICY, sponsorshipTimeout: 0 });
  none.lease.activate();
  expect(none.lease.register(new TestSponsor('view', 50), 1_000)).toBe(false);
  expect(none.lease.info).toMatchObject({ sponsors: [], remaining: 100 });
  await none.look(101);
  expect(none.lease.state).toBe('expired');

  const { lease } = createLease();
  const sponsors = Array.from({ length: LEASE_SPONSORS }, (_, index) => new TestSponsor(`${index}`));
  expect(sponsors.every((sponsor) => lease.register(sponsor))).toBe(true);
  expect(lease.register(new TestSponsor('one more'))).toBe(false);
  expect(lease.register(sponsors[0] as Sponsor)).toBe(true);
});

test('the sponsor that granted most is asked first, a fresh one only when none ever answered', async () => {
  const { lease, look } = createLease();
  const [small, large, fresh] = [
    new TestSponsor('small', 20),
    new TestSponsor('large', 0),
    new TestSponsor('fresh', 30),
  ];
  lease.activate();
  lease.register(small);
  await look(101);
  lease.register(large);
  lease.register(fresh);
  await look(21);
  // Of small, large and fresh, only small has ever granted anything.
  expect([small, large, fresh].map(({ asked }) => asked.length)).toEqual([2, 0, 0]);
  small.grants = 0;
  await look(21);
  expect([small, large, fresh].map(({ asked }) => asked.length)).toEqual([3, 1, 1]);
  expect(lease.info).toEqual({ state: 'active', remaining: 30, sponsors: ['fresh'] });
  lease.register(small);
  small.grants = 25;
  await look(31);
  expect([fresh.asked.length, small.asked.length]).toEqual([2, 3]);
});

test.each<[string, (sponsor: TestSponsor, clock: ManualClock) => Promise<void>]>([
  ['says no', (sponsor) => sponsor.answer(0)],
  ['answers what is no time', (sponsor) => sponsor.answer(Number.NaN)],
  ['fails', (sponsor) => sponsor.answer(new Error('broken'))],
  [
    'does not answer in time',
    async (_, clock) => {
      clock.advance(10);
      await settle();
    },
  ],
])('a sponsor that %s is given up, and the next is asked', async (_, act) => {
  const { lease, look, clock, ends } = createLease();
  const [first, second] = [new TestSponsor('first'), new TestSponsor('second')];
  lease.activate();
  lease.register(first);
  lease.register(second);
  await look(101);
  expect([first.asked.length, second.asked.length]).toEqual([1, 0]);
  await act(first, clock);
  expect([first.asked.length, second.asked.length, lease.info.sponsors]).toEqual([1, 1, ['second']]);
  await act(second, clock);
  expect([lease.state, ends(), clock.waiting]).toEqual(['expired', 1, 0]);
});

test('a sponsor that throws at once counts as one that fails', async () => {
  const { lease, look } = createLease();
  lease.activate();
  lease.register({
    name: 'thrower',
    renewal: () => {
      throw new Error('broken');
    },
  });
  await look(101);
  expect(lease.state).toBe('expired');
});

test('an answer that comes too late changes nothing', async () => {
  const { lease, look, clock, ends } = createLease();
  const slow = new TestSponsor('slow');
  lease.activate();
  lease.register(slow);
  await look(101);
  clock.advance(10);
  await slow.answer(1_000);
  expect([lease.state, ends()]).toEqual(['expired', 1]);
});

test('the sponsor that goes away while it is asked lets the next one answer', async () => {
  const { lease, look } = createLease();
  const [gone, next] = [new TestSponsor('gone'), new TestSponsor('next', 50)];
  lease.activate();
  lease.register(gone);
  lease.register(next);
  await look(101);
  lease.unregister(next);
  lease.register(next);
  expect(next.asked).toEqual([]);
  lease.unregister(gone);
  await settle();
  expect(lease.info).toEqual({ state: 'active', remaining: 50, sponsors: ['next'] });
});

test('a call while a sponsor thinks renews; its no then ends the sponsorship and not the lease', async () => {
  const { lease, look, ends } = createLease();
  const view = new TestSponsor('view');
  lease.activate();
  lease.register(view);
  await look(101);
  lease.renewOnCall();
  expect(lease.state).toBe('active');
  await view.answer(0);
  expect([lease.info, ends()]).toEqual([{ state: 'active', remaining: 40, sponsors: [] }, 0]);
});

test('time runs out again while the sponsor still thinks: it is not asked twice', async () => {
  const { lease, look } = createLease({ ...POLICY, sponsorshipTimeout: 1_000 });
  const view = new TestSponsor('view');
  lease.activate();
  lease.register(view);
  await look(101);
  lease.renewOnCall();
  await look(41);
  expect([lease.state, view.asked.length]).toEqual(['renewing', 1]);
  await view.answer(70);
  expect(lease.info).toMatchObject({ state: 'active', remaining: 70 });
});

test('cancelled while a sponsor is asked: one end, no timer left', async () => {
  const { lease, look, clock, ends } = createLease();
  const view = new TestSponsor('view');
  lease.activate();
  lease.register(view);
  await look(101);
  lease.cancel();
  await view.answer(1_000);
  expect([lease.info, ends(), clock.waiting]).toEqual([{ state: 'expired', remaining: 0, sponsors: [] }, 1, 0]);
});

type Step = {
  readonly do: 'advance' | 'renew' | 'call' | 'look' | 'sponsor' | 'leave' | 'cancel';
  readonly value: number;
};

const steps = fc.array(
  fc.record<Step>({
    do: fc.constantFrom('advance', 'advance', 'renew', 'call', 'look', 'look', 'sponsor', 'leave', 'cancel'),
    value: fc.integer({ min: -20, max: 150 }),
  }),
  { maxLength: 40 },
);

test('whatever happens in whatever order: a model in ten lines agrees', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { lease, clock, look, ends } = createLease();
      const sponsors: TestSponsor[] = [];
      // The model: an end of time, and what each sponsor will grant; sponsors answer at once and always the same.
      let [expiry, dead] = [100, false];
      const add = (time: number) => {
        if (!dead && time > 0) expiry = Math.max(expiry, clock.now() + time);
      };
      lease.activate();
      for (const { do: action, value } of script) {
        if (action === 'advance') clock.advance(Math.abs(value));
        if (action === 'renew') {
          lease.renew(value);
          add(value);
        }
        if (action === 'call') {
          lease.renewOnCall();
          add(POLICY.renewOnCall);
        }
        if (action === 'sponsor') {
          const sponsor = new TestSponsor('s', value);
          if (lease.register(sponsor)) sponsors.push(sponsor);
        }
        if (action === 'leave') {
          const [sponsor] = sponsors.splice(0, 1);
          if (sponsor) lease.unregister(sponsor);
        }
        if (action === 'cancel' && value > 140) {
          lease.cancel();
          dead = true;
        }
        if (action === 'look') {
          const over = !dead && expiry < clock.now();
          await look();
          if (over) {
            const saved = lease.state === 'active';
            // It lives on exactly when somebody there grants time.
            expect(saved).toBe(sponsors.some(({ grants = 0 }) => grants > 0));
            if (saved) {
              const granted = Math.max(...sponsors.map(({ asked, grants = 0 }) => (asked.length > 0 ? grants : 0)));
              expect(lease.info.remaining).toBeLessThanOrEqual(granted);
              expect(lease.info.remaining).toBeGreaterThan(0);
              expiry = clock.now() + lease.info.remaining;
              // Who granted nothing has been given up where it was asked.
              const kept = sponsors.filter(({ asked, grants = 0 }) => asked.length === 0 || grants > 0);
              sponsors.splice(0, sponsors.length, ...kept);
            } else {
              dead = true;
              sponsors.length = 0;
            }
          }
        }
        expect(lease.state).toBe(dead ? 'expired' : 'active');
        expect(lease.info.remaining).toBe(dead ? 0 : Math.max(0, expiry - clock.now()));
        expect(ends()).toBe(dead ? 1 : 0);
      }
    }),
    { numRuns: 300 },
  );
});
