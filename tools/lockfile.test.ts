import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completeLock, missingPlatformPackages } from './lockfile.ts';
import { ROOT } from './runtime.ts';

const lock = {
  packages: {
    '': {},
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { 'tool-linux-x64-gnu': '1.0.0', 'tool-win32-arm64': '1.0.0' },
    },
    'node_modules/tool-linux-x64-gnu': { version: '1.0.0' },
  },
};

test('a package for another system that the lock leaves out is added under its name', () => {
  expect(missingPlatformPackages(lock).map(({ path }) => path)).toEqual(['node_modules/tool-win32-arm64']);
  const completed = completeLock(lock);
  expect(completed.packages['node_modules/tool-win32-arm64']).toEqual({
    version: '1.0.0',
    cpu: ['arm64'],
    os: ['win32'],
    dev: true,
    optional: true,
  });
  expect(missingPlatformPackages(completed)).toEqual([]);
});

test("the repository's own lock leaves none out, else npm ci refuses it (mend it with: node tools/lockfile.ts)", () => {
  const own = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  expect(missingPlatformPackages(own)).toEqual([]);
});
