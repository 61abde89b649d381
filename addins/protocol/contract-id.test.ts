import { expect, test } from 'vitest';
import { contractId, contractVersion, fitsVersion, memberName } from './contract-id.ts';

test.each(['acme.calc', 'acme.calc-2.long-name', 'a.b'])('"%s" names a contract', (name) => {
  expect(contractId.safeParse(name).success).toBe(true);
});

test.each([
  ...[
    '',
    'Acme.calc',
    'acme..calc',
    'calc',
    'acme.1',
    'acme.a_b',
    '.calc',
    'acme.calc.',
    'acme/calc.a',
    '../acme.calc',
    '__proto__',
    'а.calc',
    'acme.calc ',
    '1.calc',
  ],
  `acme.${'a'.repeat(96)}`,
])('"%s" does not', (name) => {
  expect(contractId.safeParse(name).success).toBe(false);
});

test.each(['1', '1.0.0', '01.0', '0.1', '1.x', '-1.0', '1.100000'])('"%s" is no version of a contract', (version) => {
  expect(contractVersion.safeParse(version).success).toBe(false);
});

test.each(['__proto__', '', 'Add', 'add.more', 'a'.repeat(65)])('"%s" is no member', (name) => {
  expect(memberName.safeParse(name).success).toBe(false);
});

test.each([
  ['1.2', '1.2', true],
  ['1.10', '1.9', true],
  ['1.1', '1.2', false],
  ['2.0', '1.0', false],
  ['1.5', '2.0', false],
])('%s offered, %s wanted: %s', (offered, wanted, fits) => {
  expect(fitsVersion(offered, wanted)).toBe(fits);
});
