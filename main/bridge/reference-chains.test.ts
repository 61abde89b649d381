import { expect, test } from 'vitest';
import { openDesks, type Worker } from './testing/chains-fixture.ts';

type GuestCall = NonNullable<ReturnType<Worker['bridge']['current']>>;

/** A member that begins, says for which call it works, and ends when it is told to or when nobody waits any more. */
function work() {
  const begun = Promise.withResolvers<GuestCall>();
  const aborted = Promise.withResolvers<string>();
  const answer = Promise.withResolvers<string>();
  const run = (worker: Worker) => {
    const call = worker.bridge.current();
    if (!call) throw new Error('It works for nobody.');
    call.signal.onAbort(() => aborted.resolve('aborted'));
    begun.resolve(call);
    return answer.promise;
  };
  return { run, begun: begun.promise, aborted: aborted.promise, answer };
}

test('a caller that calls off reaches the running member of the owner', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  const { run, begun, aborted } = work();
  calc.desk.cell = { run: () => run(calc) };
  const cell = await notes.open('calc');
  const impatient = new AbortController();
  const calling = cell.call('run', [], { signal: impatient.signal });
  const outcome = expect(calling).rejects.toMatchObject({ code: 'E_CANCELLED' });
  expect((await begun).signal.isAborted()).toBe(false);
  impatient.abort();
  await outcome;
  expect(await aborted).toBe('aborted');
  await expect(cell.call('run', [], { signal: impatient.signal })).rejects.toMatchObject({ code: 'E_CANCELLED' });
});

test('so does its deadline, and its end', async () => {
  const { workers, process } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  const [late, orphaned] = [work(), work()];
  calc.desk.cell = { run: () => late.run(calc), inTurn: () => orphaned.run(calc) };
  const cell = await notes.open('calc');
  await expect(cell.call('run', [], { deadline: 20 })).rejects.toMatchObject({ code: 'E_CALL_TIMEOUT' });
  expect(await late.aborted).toBe('aborted');
  const calling = cell.call('inTurn', []);
  calling.catch(() => undefined);
  await orphaned.begun;
  process('notes')?.exit(11);
  expect(await orphaned.aborted).toBe('aborted');
});

test('a callback is called off in the same way', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  const { run, begun, aborted } = work();
  const impatient = new AbortController();
  calc.desk.visit = async (visitor) => {
    const visiting = visitor.with({ signal: impatient.signal })('A1');
    return await visiting.catch(({ code }: { code: string }) => code);
  };
  const calling = notes.call('calc', 'visit', [() => run(notes)]);
  await begun;
  impatient.abort();
  expect([await aborted, await calling]).toEqual(['aborted', 'E_CANCELLED']);
});

test('options that cannot be meant are refused before anything is sent', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  workers.calc.desk.cell = { run: () => 'done' };
  const cell = await workers.notes.open('calc');
  for (const options of [{ deadline: 0 }, { deadline: Number.NaN }, { deadline: 1e9 }, { signal: {} }]) {
    await expect(cell.call('run', [], options as never)).rejects.toMatchObject({ code: 'E_CONTRACT' });
  }
  expect(await cell.call('run', [])).toBe('done');
});

test('what follows from one call has one trace, also behind an await, and is shown while it waits', async () => {
  const { workers, host, page } = await openDesks(['notes', 'calc', 'units']);
  const { notes, calc, units } = workers;
  const { run, begun, answer } = work();
  units.desk.cell = { run: () => run(units) };
  const inner = await calc.open('units');
  let outer: GuestCall | undefined;
  calc.desk.cell = {
    async run() {
      await new Promise((resolve) => setTimeout(resolve, 1));
      outer = calc.bridge.current();
      return await inner.call('run', []);
    },
  };
  const cell = await notes.open('calc');
  const calling = cell.call('run', []);
  const { trace, depth } = await begun;
  expect([trace, depth, outer?.depth]).toEqual([outer?.trace, 2, 1]);
  expect(host.waitForGraph).toMatchObject([
    { trace, depth: 1, contract: 'acme.cell@1', member: 'run', state: 'running', from: { displayName: 'Notes' } },
    { trace, depth: 2, from: { displayName: 'Calc' }, to: { displayName: 'Units' } },
  ]);
  expect(await page.call('waits')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ from: 'addin:notes', to: 'addin:calc', method: 'acme.cell@1.run' }),
      expect.objectContaining({ from: 'addin:calc', to: 'addin:units' }),
    ]),
  );
  answer.resolve('done');
  expect(await calling).toBe('done');
  expect(host.waitForGraph).toEqual([]);
  expect(notes.bridge.current()).toBeUndefined();
});

test('A calls an object of B, which calls A: refused with the circle named, by whatever way it comes back', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  notes.desk.cell = { run: () => 'reached' };
  notes.desk.ask = () => 'reached';
  const kept = await calc.open('notes');
  calc.desk.cell = {
    async run() {
      await Promise.resolve();
      return await kept.call('run', []);
    },
    async inTurn() {
      await Promise.resolve();
      return await calc.call('notes', 'ask');
    },
  };
  const cell = await notes.open('calc');
  const circle = { code: 'E_CYCLE', message: 'Notes → Calc → Notes: each would wait for the next without end.' };
  await expect(cell.call('run', [])).rejects.toMatchObject(circle);
  await expect(cell.call('inTurn', [])).rejects.toMatchObject(circle);
  // On its own account Calc may call it at any time.
  expect(await kept.call('run', [])).toBe('reached');
});

test('what an add-in gives along with its call may be called while it waits, and what that answers, too', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  const own = { run: () => 'own', next: () => ({ run: () => 'next' }) };
  const look = async (other: { call(member: string, args: unknown[]): Promise<unknown> }) => {
    const next = (await other.call('next', [])) as { call(member: string, args: unknown[]): Promise<unknown> };
    return `${String(await other.call('run', []))} ${String(await next.call('run', []))}`;
  };
  calc.desk.cell = { lookAt: look };
  calc.desk.give = look;
  const cell = await notes.open('calc');
  expect(await cell.call('lookAt', [own])).toBe('own next');
  expect(await notes.call('calc', 'give', [own])).toBe('own next');
});

test('a function that was given earlier is called while its owner waits, but not within itself', async () => {
  const { workers } = await openDesks(['notes', 'calc']);
  const { notes, calc } = workers;
  let visit: ((at: string) => Promise<unknown>) | undefined;
  calc.desk.visit = (visitor) => {
    visit = visitor;
    return 'kept';
  };
  calc.desk.cell = { run: () => visit?.('again') };
  const cell = await notes.open('calc');
  let tries = 0;
  await notes.call('calc', 'visit', [
    // The second time it is called by what it calls itself.
    async (at: string) => (tries++ > 0 ? await cell.call('run', []) : `heard ${at}`),
  ]);
  expect(await cell.call('run', [])).toBe('heard again');
  await expect(cell.call('run', [])).rejects.toMatchObject({
    code: 'E_CYCLE',
    message: /^Notes → Calc → Notes → Calc: each would wait/,
  });
});

test('two chains that wait for each other in ordered members: one is cut, the other one goes on', async () => {
  const { workers } = await openDesks(['notes', 'maps', 'calc', 'units']);
  const { notes, maps, calc, units } = workers;
  const met = { calc: Promise.withResolvers<void>(), units: Promise.withResolvers<void>() };
  calc.desk.cell = {};
  units.desk.cell = {};
  const [ofUnits, ofCalc] = [await calc.open('units'), await units.open('calc')];
  const crossing = (own: 'calc' | 'units', other: 'calc' | 'units', cell: typeof ofCalc) => {
    let isFirst = true;
    return async () => {
      if (!isFirst) return `${own} answered`;
      isFirst = false;
      met[own].resolve();
      await met[other].promise;
      return await cell.call('inTurn', []);
    };
  };
  calc.desk.cell.inTurn = crossing('calc', 'units', ofUnits);
  units.desk.cell.inTurn = crossing('units', 'calc', ofCalc);
  const cells = [await notes.open('calc'), await maps.open('units')];
  const outcomes = await Promise.all(
    cells.map((cell) => cell.call('inTurn', []).catch(({ message }: { message: string }) => message)),
  );
  expect(outcomes.map(String).toSorted()).toEqual([
    expect.stringMatching(/^(Calc → Units → Calc|Units → Calc → Units): each would wait/),
    expect.stringMatching(/answered$/),
  ]);
});

/** Lends the same object again and again: its number is the same for as long as it is lent, and never the same afterwards. */
function lender({ host }: Awaited<ReturnType<typeof openDesks>>, from: Worker, to: readonly [name: string, Worker]) {
  const own = {};
  const [name, receiver] = to;
  const other = name === 'calc' ? 'notes' : 'calc';
  receiver.desk.give = (given) => {
    const [row] = host.ledger.rows.filter(({ owner }) => typeof owner === 'object' && owner.addinId === other);
    given.dispose();
    return String(row?.handle);
  };
  return { own, number: async () => Number(await from.call(name, 'give', [own])) };
}

test('what comes along with a call that is not allowed, or that nobody takes, goes back at once', async () => {
  const desks = await openDesks(['notes', 'calc']);
  const { page, workers } = desks;
  const { notes, calc } = workers;
  const { own, number } = lender(desks, notes, ['calc', calc]);
  const give = (options = {}) => notes.call('calc', 'give', [own], options);
  const refusals: [code: string, refused: () => Promise<unknown>][] = [
    [
      'E_SECURITY',
      async () => {
        await page.call('setAnswer', 'notes', 'addin.call', 'deny');
        const [outcome] = await Promise.allSettled([give()]);
        await page.call('setAnswer', 'notes', 'addin.call', 'allow');
        return outcome;
      },
    ],
    [
      'E_DISABLED',
      async () => {
        await page.call('setEnabled', 'calc', false);
        const [outcome] = await Promise.allSettled([give()]);
        await page.call('setEnabled', 'calc', true);
        return outcome;
      },
    ],
    // Here Notes itself finds out, and sends nothing.
    ['E_CONTRACT', async () => (await Promise.allSettled([give({ deadline: -1 })]))[0]],
  ];
  for (const [code, refused] of refusals) {
    const before = await number();
    expect(await refused()).toMatchObject({ reason: { code } });
    expect([code, await number()]).toEqual([code, before + 2]);
  }
});

test('what comes along with a call that would close a circle goes back at once', async () => {
  const desks = await openDesks(['notes', 'calc']);
  const { notes, calc } = desks.workers;
  notes.desk.cell = {};
  const kept = await calc.open('notes');
  const { own, number } = lender(desks, calc, ['notes', notes]);
  calc.desk.ask = () => calc.call('notes', 'give', [own]);
  calc.desk.visit = () => kept.call('lookAt', [own]);
  const before = await number();
  await expect(notes.call('calc', 'ask')).rejects.toMatchObject({ code: 'E_CYCLE' });
  expect(await number()).toBe(before + 2);
  await expect(notes.call('calc', 'visit', [() => 'never'])).rejects.toMatchObject({ code: 'E_CYCLE' });
  expect(await number()).toBe(before + 4);
});
