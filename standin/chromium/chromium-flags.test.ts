import { expect, test } from 'vitest';
import { chromiumFlags } from './chromium-flags.ts';

test('features that the application switches off come beside those of the stand-in, in one list', () => {
  const flags = chromiumFlags('/profile', ['--disable-features=One,Two', '--lang=de']);
  const lists = flags.filter((flag) => flag.startsWith('--disable-features='));
  expect(lists).toHaveLength(1);
  expect(lists[0]).toMatch(/=LocalNetworkAccessChecks,.*,One,Two$/);
  expect(flags).toContain('--lang=de');
});
