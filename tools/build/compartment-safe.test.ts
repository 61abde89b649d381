import { expect, test } from 'vitest';
import { makeCompartmentSafe } from './compartment-safe.ts';

const OPEN = `<${'!--'}`;
const CLOSE = `--${'>'}`;
const run = (script: string): unknown => new Function(`return ${script}`)();

test.each([
  [`"a ${OPEN} b ${CLOSE}"`],
  [`\`a ${OPEN} \${1 + 1} ${CLOSE}\``],
  [`'\\${OPEN}'`],
  [`'\\\\${OPEN}'`],
  [`"use im${'port('}'x')"`],
  [`"ev${'al('}1)"`],
  [`/x${CLOSE}/.test("x${CLOSE}")`],
])('keeps the meaning of %s', (script) => {
  const safe = makeCompartmentSafe(script);
  expect(safe).not.toContain(OPEN);
  expect(safe).not.toContain(CLOSE);
  expect(safe).not.toMatch(/\b(import|eval)\(/);
  expect(run(safe)).toEqual(run(script));
});

test('parts operators that only look like a comment', () => {
  const safe = makeCompartmentSafe(
    `(function () { let n = 2; let steps = 0; while (n${CLOSE}0) steps++; return steps })()`,
  );
  expect(safe).not.toContain(CLOSE);
  expect(run(safe)).toBe(2);
});

test('drops a comment that holds a refused text', () => {
  expect(makeCompartmentSafe(`1 /* ${CLOSE} */ + 1`)).toBe('1   + 1');
});

test.each([`im${'port('}'x')`, `ev${'al('}'1')`])('refuses real code: %s', (script) => {
  expect(() => makeCompartmentSafe(script)).toThrow('real');
});

test('leaves a method named like a keyword alone', () => {
  const script = `loader.im${'port('}'x')`;
  expect(makeCompartmentSafe(script)).toBe(script);
});
