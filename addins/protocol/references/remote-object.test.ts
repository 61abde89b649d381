import { expect, test } from 'vitest';
import { createRemoteObject, homeOf, type RemoteHome } from './remote-object.ts';

function create() {
  const seen: unknown[] = [];
  const home: RemoteHome = {
    ...{ table: {}, handle: 7, contract: 'shape', ended: undefined },
    call: async (member, args) => seen.push(['call', member, args]),
    renew: (milliseconds) => seen.push(['renew', milliseconds]),
    release: () => seen.push(['release']),
  };
  return { remote: createRemoteObject(home), seen, home };
}

test('frozen to the last function, without a constructor, and with fixed members', () => {
  const { remote, home } = create();
  const prototype: object = Object.getPrototypeOf(remote);
  expect(Object.getPrototypeOf(prototype)).toBeNull();
  expect(Object.keys(remote)).toEqual(['handle', 'contract']);
  expect(Reflect.ownKeys(prototype)).toEqual(['call', 'renew', 'isReleased', 'dispose', Symbol.dispose]);
  const reachable = [remote, prototype, ...Reflect.ownKeys(prototype).map((name) => Reflect.get(prototype, name))];
  expect(reachable.every((value) => Object.isFrozen(value))).toBe(true);
  const imitation = Object.create(prototype, { handle: { value: 1 }, contract: { value: 'shape' } });
  expect([homeOf(remote), homeOf({ ...remote }), homeOf(imitation)]).toEqual([home, undefined, undefined]);
  expect(() => imitation.dispose()).toThrow(TypeError);
});

test.each(['then', 'constructor', '__proto__', 'toString', 'toJSON'])(
  'a member named "%s" is an argument only',
  async (name) => {
    const { remote, seen } = create();
    expect(name in remote).toBe(false);
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
