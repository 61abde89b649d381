import { expect, test } from 'vitest';
import { CONTRACT_BYTES, CONTRACT_FILES } from '../../addins/protocol/contracts/contract-limits.ts';
import { readContractTexts } from './package-contracts.ts';

const offers = { provides: [{ contract: 'acme.calc', version: '2.1', ordered: false, demands: [] }] };
const text = (id: string, version: string) => JSON.stringify({ id, version, members: [{ name: 'add', number: 0 }] });
const read = (files: Record<string, string | Uint8Array>) =>
  readContractTexts(new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])), offers);

test('only what is named like a contract is read as one', () => {
  expect(read({ 'main.js': '', 'contracts/notes.txt': 'no JSON', 'assets/a.contract.json': '{' })).toEqual([]);
  const [own, older] = [text('acme.calc', '2.1'), text('acme.calc', '1.4')];
  expect(read({ 'contracts/acme.calc.contract.json': own, 'contracts/acme.calc-1.contract.json': older })).toEqual([
    own,
    older,
  ]);
});

const FILE = 'contracts/a.contract.json';
const REFUSED: [what: string, files: Record<string, string | Uint8Array>, words: string | RegExp][] = [
  ['no JSON', { [FILE]: '{' }, /^contracts\/a\.contract\.json: /],
  ['a key given twice', { [FILE]: '{"id":"a.b","id":"a.c"}' }, /twice/],
  ['no UTF-8', { [FILE]: new Uint8Array([0xff]) }, `${FILE}: is not UTF-8 text`],
  ['no contract', { [FILE]: '{"id":"calc"}' }, /id: looks like "acme.calc"/],
  ['too many bytes', { [FILE]: ' '.repeat(CONTRACT_BYTES + 1) }, `${FILE}: It is too large.`],
  [
    'another minor version than it offers',
    { [FILE]: text('acme.calc', '2.0') },
    /describes 2\.0, and addin\.json offers 2\.1/,
  ],
  [
    'one version twice',
    { [FILE]: text('a.b', '1.0'), 'contracts/b.contract.json': text('a.b', '1.1') },
    'contracts/b.contract.json: a.b@1 is described twice.',
  ],
  [
    'too many',
    Object.fromEntries(
      Array.from({ length: CONTRACT_FILES + 1 }, (_, index) => [
        `contracts/${index}.contract.json`,
        text(`a.b${index}`, '1.0'),
      ]),
    ),
    /more than/,
  ],
];
test.each(REFUSED)('refused: %s', (_what, files, words) => {
  expect(() => read(files)).toThrow(expect.objectContaining({ code: 'E_CONTRACT_FILE' }));
  expect(() => read(files)).toThrow(words);
});
