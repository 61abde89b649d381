import { expect, test } from 'vitest';
import { ADDIN_CODES, HostWords, saidByAddin } from './addin-errors.ts';
import { BulkheadError, ERRORS, type ErrorCode, toWireError } from './errors.ts';

const codes = Object.keys(ERRORS) as ErrorCode[];
const error = (code: ErrorCode, message = 'as it says') =>
  new BulkheadError(code, { message, detail: { place: 'here' }, remoteStack: 'at there' });

test.each(codes)('%s from an add-in: its own word, or a problem that it reports', (code) => {
  const heard = saidByAddin(error(code));
  const { message, detail, remoteStack } = heard;
  expect([message, detail['place'], remoteStack]).toEqual(['as it says', 'here', 'at there']);
  if (ADDIN_CODES.has(code)) expect(heard.code).toBe(code);
  else expect([heard.code, detail['reason']]).toEqual(['E_ADDIN', code]);
});

test.each(['E_SECURITY', 'E_CRASHED', 'E_DOMAIN_UNLOADED', 'E_REVOKED', 'E_SIGNATURE', 'E_INTERNAL'] as const)(
  'an add-in cannot give %s',
  (code) => expect(ADDIN_CODES.has(code)).toBe(false),
);

test('what the host told an add-in may be passed on by it, word for word', () => {
  const words = new HostWords();
  words.told(toWireError(error('E_SECURITY', 'not you')));
  expect(words.believe(error('E_SECURITY', 'not you')).code).toBe('E_SECURITY');
  expect(words.believe(error('E_SECURITY', 'not them')).code).toBe('E_ADDIN');
  expect(words.believe(error('E_CRASHED', 'not you')).code).toBe('E_ADDIN');
  expect(new HostWords().believe(error('E_SECURITY', 'not you')).code).toBe('E_ADDIN');
});

test('only the latest words are remembered', () => {
  const words = new HostWords();
  for (let index = 0; index < 100; index++) words.told(toWireError(error('E_SECURITY', `not ${index}`)));
  expect([0, 67, 68, 99].map((index) => words.believe(error('E_SECURITY', `not ${index}`)).code)).toEqual([
    ...['E_ADDIN', 'E_ADDIN', 'E_SECURITY', 'E_SECURITY'],
  ]);
});
