import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { type AdapterStep, agreeOn, type Speaker } from './agreement.ts';

const CALC = 'acme.calc';
const edge = (from: number, to: number, lossy = false) => ({ from: `${CALC}@${from}`, to: `${CALC}@${to}`, lossy });
const calc = (version: string, ...adapters: Speaker['adapters']): Speaker => ({
  displayName: 'Calc',
  version,
  adapters,
});
const notes = (version: string, ...adapters: Speaker['adapters']): Speaker => ({
  displayName: 'Notes',
  version,
  adapters,
});
const text = (steps: readonly AdapterStep[]) => steps.map(({ from, to }) => `${from.at(-1)}>${to.at(-1)}`).join(' ');
const words = (provider: Speaker, caller: Speaker) => {
  const { line, providerSteps, callerSteps } = agreeOn(CALC, provider, caller);
  return { line: line.at(-1), provider: text(providerSteps), caller: text(callerSteps) };
};

test('the same version, or a later minor one, needs nothing', () => {
  expect(words(calc('1.2', edge(1, 2)), notes('1.0'))).toEqual({ line: '1', provider: '', caller: '' });
});

test('a newer provider comes down in its own process, an older one is met in that of the caller', () => {
  expect(words(calc('2.0', edge(2, 1)), notes('1.0'))).toEqual({ line: '1', provider: '2>1', caller: '' });
  expect(words(calc('1.0'), notes('2.0', edge(1, 2)))).toEqual({ line: '1', provider: '', caller: '1>2' });
});

test('both may do their part, the provider first', () => {
  const both = words(calc('4.0', edge(4, 3)), notes('1.0', edge(3, 2), edge(2, 1)));
  expect(both).toEqual({ line: '3', provider: '4>3', caller: '3>2 2>1' });
});

test('a way that would cross twice is none; one that does not is taken instead', () => {
  const crossing = [edge(3, 2), edge(2, 1)] as const;
  expect(() => agreeOn(CALC, calc('3.0', crossing[1]), notes('1.0', crossing[0]))).toThrow(BulkheadError);
  expect(words(calc('4.0', edge(4, 3), edge(2, 1)), notes('1.0', edge(3, 2), edge(4, 1, true)))).toEqual({
    ...{ line: '4', provider: '', caller: '4>1' },
  });
});

test('no way: both versions are named, and the step that is missing', () => {
  expect(() => agreeOn(CALC, calc('1.1'), notes('3.0', edge(2, 3)))).toThrow(
    expect.objectContaining({
      code: 'E_NO_ADAPTER',
      message:
        'Notes needs acme.calc 3.0; Calc offers 1.1, and nothing translates from acme.calc@1 to acme.calc@2. ' +
        'One of the two needs an update.',
      detail: { needs: '3.0', offers: '1.1', from: 'acme.calc@1', to: 'acme.calc@2' },
    }),
  );
  expect(() => agreeOn(CALC, calc('1.0'), notes('1.2'))).toThrow(
    'Notes needs acme.calc 1.2; Calc offers 1.0. One of the two needs an update.',
  );
});

const version = fc.integer({ min: 1, max: 5 });
const adapters = fc.array(
  fc.tuple(version, version, fc.boolean()).map(([from, to, lossy]) => edge(from, to, lossy)),
  { maxLength: 8 },
);
test('whatever manifests say, an agreement is a chain from the one to the other, or there is none', () => {
  fc.assert(
    fc.property(fc.tuple(version, adapters), fc.tuple(version, adapters), ([offered, own], [wanted, theirs]) => {
      const [provider, caller] = [calc(`${offered}.0`, ...own), notes(`${wanted}.0`, ...theirs)];
      try {
        const { line, providerSteps, callerSteps } = agreeOn(CALC, provider, caller);
        const chain = [...providerSteps, ...callerSteps];
        const lines = [`${CALC}@${offered}`, ...chain.map(({ to }) => to)];
        expect(chain.map(({ from }) => from)).toEqual(lines.slice(0, -1));
        expect(lines.at(-1)).toBe(`${CALC}@${wanted}`);
        expect(line).toBe(lines[providerSteps.length]);
        for (const step of providerSteps) expect(own).toContainEqual(expect.objectContaining(step));
        for (const step of callerSteps) expect(theirs).toContainEqual(expect.objectContaining(step));
      } catch (thrown) {
        if (!(thrown instanceof BulkheadError)) throw thrown;
        expect(thrown.code).toBe('E_NO_ADAPTER');
      }
    }),
  );
});
