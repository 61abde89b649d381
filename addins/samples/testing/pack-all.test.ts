import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = mkdtempSync(join(tmpdir(), 'bulkhead-samples-'));
afterAll(() => rmSync(target, { recursive: true }));

const run = promisify(execFile);
const manifests = globSync('**/addin.json', { cwd: SAMPLES });

/** Milliseconds. Each sample is packed by a process of its own. */
const PACKING = 120_000;

test('every sample is packed, and the checks of the host take it', { timeout: PACKING }, async () => {
  await run(process.execPath, [join(SAMPLES, 'pack-all.ts'), '--out', target]);
  expect(readdirSync(target)).toHaveLength(manifests.length);
  const csv = join(target, 'csv-1.4.0.addin');
  const verified = await run(process.execPath, [join(SAMPLES, '../cli/bulkhead.js'), 'verify', csv, '--json']);
  expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true });
});

test('each says who made it, and why it asks for what it asks for', () => {
  for (const file of manifests) {
    const manifest = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'));
    expect(manifest, file).toMatchObject({ publisher: 'Bulkhead samples', main: 'main.js' });
    for (const permission of manifest.permissions) {
      if (permission.name !== 'ui.view') expect(permission.reason, file).toMatch(/^to /);
    }
    expect(readFileSync(join(SAMPLES, dirname(file), 'README.md'), 'utf8').length, file).toBeGreaterThan(40);
  }
});
