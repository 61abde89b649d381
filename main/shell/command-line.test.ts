import { expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

test('finds packages and development folders, made absolute', () => {
  const words = [
    '/usr/bin/electron',
    '.',
    'notes.addin',
    '--inspect=0',
    '/a/B.ADDIN',
    '--dev-folder=src/x',
    '--dev-folder=',
  ];
  expect(parseCommandLine(words, '/home/me')).toEqual({
    packages: ['/home/me/notes.addin', '/a/B.ADDIN'],
    devFolders: ['/home/me/src/x'],
  });
});
