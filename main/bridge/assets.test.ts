import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import type { PackageUpload } from '../../preload/bridge.ts';
import { samplePackage } from '../packages/testing/sample-package.ts';
import { openHost, type TestPage } from './testing/host-fixture.ts';

const ID = 'notes';
/** Of many frames on the port. Noise: a file of one byte repeated is refused as a bomb. */
const LARGE = randomBytes(3 * 1024 * 1024);

function packageWith(version: string): PackageUpload {
  const bytes = samplePackage({
    manifest: { name: ID, version, commands: [{ id: 'read', title: 'Read' }] },
    script: `module.exports = require('@bulkhead/sdk').addin(${JSON.stringify(version)});`,
    files: { 'assets/words.txt': `words of ${version}`, 'assets/large.bin': LARGE },
  });
  return { fileName: 'notes.addin', bytes: new Uint8Array(bytes), files: null };
}

async function installPackage(page: TestPage, version: string): Promise<void> {
  const result = await page.call('stagePackage', packageWith(version));
  if (!result.ok) throw new Error(result.problem.message);
  await page.call('installStaged', result.staged.stageId);
}

test('an add-in reads the assets of its own version, also while the next one takes over', async () => {
  const read: string[] = [];
  const words: NonNullable<ScriptedAddin['activate']> = async (_activation, host) => {
    const bytes = (await host.call('assets.read', ['assets/words.txt'])) as Uint8Array;
    read.push(new TextDecoder().decode(bytes));
  };
  const page = (await openHost({ '1.0.0': { activate: words }, '2.0.0': { activate: words } })).load();
  await installPackage(page, '1.0.0');
  await page.call('connect', ID);
  await installPackage(page, '2.0.0');
  expect(read).toEqual(['words of 1.0.0', 'words of 2.0.0']);
});

test('large ones arrive whole; what is not there or not its business has a code', async () => {
  const outcomes: unknown[] = [];
  const page = (
    await openHost({
      '1.0.0': {
        commands: {
          read: async (host) => {
            const large = (await host.call('assets.read', ['assets/large.bin'])) as Uint8Array;
            outcomes.push(LARGE.equals(large));
            for (const path of ['assets/none.txt', 'main.js', 'assets/../main.js', 'assets/']) {
              await host.call('assets.read', [path]).catch(({ code }) => outcomes.push(code));
            }
          },
        },
      },
    })
  ).load();
  await installPackage(page, '1.0.0');
  await page.call('runCommand', ID, 'read');
  expect(outcomes).toEqual([true, 'E_NOT_FOUND', 'E_UNSAFE_PATH', 'E_UNSAFE_PATH', 'E_UNSAFE_PATH']);
});
