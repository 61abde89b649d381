import fc from 'fast-check';
import { expect, test } from 'vitest';
import { condition, holds, problemOf, type Validation, validation } from './rules.ts';

const wrong = (value: unknown, rule: Omit<Validation, 'message'>) =>
  problemOf(value, { ...rule, message: 'no' }) !== null;

test('an empty field is wrong only when it is required', () => {
  for (const empty of [undefined, null, '', false]) {
    expect(wrong(empty, { required: true })).toBe(true);
    expect(wrong(empty, { minLength: 3, format: 'email' })).toBe(false);
  }
});

test.each<[Omit<Validation, 'message'>, unknown, boolean]>([
  [{ min: 1, max: 3 }, 2, false],
  [{ min: 1, max: 3 }, 4, true],
  [{ min: 1, max: 3 }, '2', false],
  [{ min: 1 }, 'two', true],
  [{ minLength: 2 }, 'a', true],
  [{ maxLength: 2 }, 'abc', true],
  [{ format: 'email' }, 'a@b.example', false],
  [{ format: 'email' }, 'a@b', true],
  [{ format: 'url' }, 'https://a.example/x', false],
  [{ format: 'url' }, 'javascript:alert(1)', true],
  [{ format: 'date' }, '2026-11-28', false],
  [{ format: 'date' }, '2026-13-28', true],
  [{ mask: 'AA-9999' }, 'XY-1234', false],
  [{ mask: 'AA-9999' }, 'XY-12345', true],
  [{ mask: 'A*' }, 'ü7', false],
  [{ characters: 'a-z0-9_-' }, 'part_7-b', false],
  [{ characters: 'a-z0-9_-' }, 'Part', true],
  [{ required: true }, true, false],
])('%o on %o', (rule, value, isWrong) => {
  expect(wrong(value, rule)).toBe(isWrong);
});

test('a rule of an add-in costs about as much as the text is long', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '.', '@', '-', '0', ' '), minLength: 3_000, maxLength: 4_000 });
  const start = performance.now();
  fc.assert(
    fc.property(text, fc.string({ maxLength: 64 }), (value, mask) => {
      for (const format of ['email', 'url', 'hostname', 'decimal', 'identifier'] as const) wrong(value, { format });
      wrong(value, { mask, characters: mask });
    }),
    { numRuns: 50 },
  );
  // Seconds would be one expression that tries all ways; this is some milliseconds.
  expect(performance.now() - start).toBeLessThan(5_000);
});

test('what is no rule is refused', () => {
  expect(validation.accepts({ message: 'x', pattern: '(a+)+' })).toBe(false);
  expect(validation.accepts({ format: 'email' })).toBe(false);
  expect(validation.accepts({ message: 'x', format: 'constructor' })).toBe(false);
  expect(condition.accepts({ field: 'a' })).toBe(false);
  expect(condition.accepts({ field: 'a', equals: {} })).toBe(false);
  expect(condition.accepts({ busy: 'view' })).toBe(true);
});

test('conditions look at fields and at work under way', () => {
  const facts = { isBusy: true, valueOf: (field: string) => ({ kind: 'box', agreed: true, count: 3 })[field] };
  expect(holds({ field: 'kind', equals: 'box' }, facts)).toBe(true);
  expect(holds({ field: 'kind', equals: 'bag' }, facts)).toBe(false);
  expect(holds({ field: 'agreed', checked: true }, facts)).toBe(true);
  expect(holds({ field: 'none', checked: false }, facts)).toBe(true);
  expect(holds({ field: 'none', equals: '' }, facts)).toBe(true);
  expect(holds({ busy: 'view' }, facts)).toBe(true);
});
