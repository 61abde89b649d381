import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Runtime } from '../runtime.ts';
import { findSystemNeeds } from './system-packages.ts';

const ELECTRON: Runtime = { kind: 'electron', executablePath: '/electron', reason: '' };

let programs = '';
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'bulkhead-programs-'));
});
afterEach(() => rmSync(programs, { recursive: true, force: true }));

function put(name: string): void {
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, name), '', { mode: 0o755 });
}

test.runIf(process.platform === 'linux')('without a display a screen program is needed, with one it is not', () => {
  expect(findSystemNeeds(ELECTRON, { PATH: programs }).packages).toContain('xvfb');
  expect(findSystemNeeds(ELECTRON, { PATH: programs, DISPLAY: ':0' }).packages).toEqual([]);
  put('xvfb-run');
  expect(findSystemNeeds(ELECTRON, { PATH: programs })).toEqual({ packages: [], missing: [] });
});

test.runIf(process.platform === 'linux')('a file that cannot be run is no program', () => {
  writeFileSync(join(programs, 'xvfb-run'), '', { mode: 0o644 });
  expect(findSystemNeeds(ELECTRON, { PATH: programs }).missing).toHaveLength(1);
});
