import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { readContract } from '../protocol/contracts/contract-schema.ts';
import { contractTypes } from './contract-types.ts';
import { runCli, runJson, sources } from './testing/run-cli.ts';

/** Milliseconds: it waits for real processes on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

const CALC = fileURLToPath(new URL('../samples/calc/', import.meta.url));
const contractOf = (version: string): string => path.join(CALC, version, 'contracts/acme.calc.contract.json');
const FIRST = path.join(CALC, 'history/acme.calc-1.0.contract.json');

test('one contract is checked', async () => {
  const { code, data } = await runJson(['contract', contractOf('v2')]);
  expect(code).toBe(0);
  expect(data).toMatchObject({ ok: true, id: 'acme.calc', version: '2.0', members: ['evaluate', 'calculated'] });
  const plain = await runCli(['contract', contractOf('v2')]);
  expect(plain.stdout).toBe('acme.calc 2.0 is a valid contract: 2 members, 2 types.\n');
});

test('what is no contract is refused with its place', async () => {
  const folder = sources({ 'bad.json': '{"id":"acme.calc","version":"1.0","members":[]}', 'none.json': 'x' });
  const { code, data } = await runJson(['contract', 'bad.json'], folder);
  expect(code).toBe(1);
  expect(data).toMatchObject({ ok: false, code: 'E_CONTRACT_FILE', detail: { file: 'bad.json', field: 'members' } });
  expect((await runCli(['contract', 'none.json'], folder)).stderr).toMatch(/none\.json: it is no JSON/);
  expect((await runJson(['contract', 'missing.json'], folder)).code).toBe(2);
  expect((await runJson(['contract'], folder)).code).toBe(2);
});

test('two versions are compared, and the version must say what changed', async () => {
  const minor = await runJson(['contract', FIRST, contractOf('v1')]);
  expect(minor.code).toBe(0);
  expect(minor.data).toMatchObject({ ok: true, older: '1.0', newer: '1.1', level: 'minor' });
  expect(minor.data['findings']).toEqual([{ path: 'multiply', rule: 'member-added', level: 'minor', text: 'is new' }]);
  const major = await runCli(['contract', contractOf('v2'), contractOf('v3')]);
  expect(major.code).toBe(0);
  expect(major.stdout).toMatch(/a major change/);

  const text = readFileSync(contractOf('v3'), 'utf8').replace('"version": "3.0"', '"version": "2.1"');
  const folder = sources({ 'wrong.json': text });
  const refused = await runJson(['contract', contractOf('v2'), 'wrong.json'], folder);
  expect(refused.code).toBe(1);
  expect(refused.data).toMatchObject({
    ok: false,
    code: 'E_CONTRACT_VERSION',
    level: 'major',
    detail: { needed: '3.0' },
  });
  expect(refused.data['findings']).toContainEqual(expect.objectContaining({ rule: 'parameter-renamed' }));
  expect((await runCli(['contract', contractOf('v2'), 'wrong.json'], folder)).stderr).toMatch(
    /has to be 3\.0 at least/,
  );
});

test('types are written, and go with one contract', async () => {
  const folder = sources({});
  const { code, data } = await runJson(['contract', contractOf('v1'), '--types', 'out.ts'], folder);
  expect(code).toBe(0);
  expect(data['written']).toBe(path.join(folder, 'out.ts'));
  expect(existsSync(path.join(folder, 'out.ts'))).toBe(true);
  expect((await runCli(['contract', FIRST, FIRST, '--types', 'x.ts'], folder)).code).toBe(2);
});

test.each(['v1', 'v2', 'v3'])('the types of calc %s are those that its contract gives', (version) => {
  const contract = readContract(JSON.parse(readFileSync(contractOf(version), 'utf8')));
  const written = readFileSync(path.join(CALC, version, 'src/calc-contract.ts'), 'utf8');
  expect(contractTypes(contract)).toBe(written);
});

test('every contract of the samples is valid', async () => {
  const files = globSync('**/*.contract.json', { cwd: path.dirname(CALC) });
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const file of files) readContract(JSON.parse(readFileSync(path.join(path.dirname(CALC), file), 'utf8')));
});

test('everything that a contract can say has its types, and the compiler and the linter have read them', () => {
  const text = (name: string): string => readFileSync(path.join(CALC, '../testing', name), 'utf8');
  const contract = readContract(JSON.parse(text('every-thing.contract.json')));
  expect(contractTypes(contract)).toBe(text('every-thing-contract.ts'));
});

test('names that the written file needs itself are refused', () => {
  const types = { records: { CalcV1: { fields: [{ name: 'x', type: 'number' }] } } };
  const members = [{ name: 'x', number: 0 }];
  expect(() => contractTypes(readContract({ id: 'acme.calc', version: '1.0', types, members }))).toThrow(/"CalcV1"/);
  const clash = [
    { name: 'onTold', number: 0 },
    { name: 'told', number: 1, kind: 'event' },
  ];
  expect(() => contractTypes(readContract({ id: 'acme.calc', version: '1.0', members: clash }))).toThrow(/"onTold"/);
});
