import { expect, test } from 'vitest';
import { createRemoteObject, homeOf } from './remote-object.ts';

function create() {
  const seen: unknown[] = [];
  const home = { table: {}, handle: 7, contract: 'shape', ended: undefined };
  const remote = createRemoteObject({
    home,
    call: async (member, args) => seen.push(['call', member, args]),
    renew: (milliseconds) => seen.push(['renew', milliseconds]),
    release: () => seen.push(['release']),
  });
  return { remote, seen, home };
}

test('frozen, without a prototype, and with fixed members', () => {
  const { remote, home } = create();
  expect([remote, ...Object.values(remote)].every((value) => Object.isFrozen(value))).toBe(true);
  expect(Object.getPrototypeOf(remote)).toBeNull();
  expect(Object.keys(remote)).toEqual(['handle', 'contract', 'call', 'renew', 'isReleased', 'dispose']);
  expect([homeOf(remote), homeOf({ ...remote })]).toEqual([home, undefined]);
});

test.each(['then', 'constructor', '__proto__', 'toString', 'toJSON'])(
  'a member named "%s" is an argument only',
  async (name) => {
    const { remote, seen } = create();
    expect(Object.hasOwn(remote, name)).toBe(false);
    // It passes through promises as itself.
    expect(await Promise.resolve(remote)).toBe(remote);
    await remote.call(name, [1]);
    expect(seen).toEqual([['call', name, [1]]]);
  },
);

test('`using` lets go of it', () => {
  const { remote, seen } = create();
  remote[Symbol.dispose]?.();
  remote.dispose();
  expect(seen).toEqual([['release'], ['release']]);
});
