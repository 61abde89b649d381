import { expect, test } from 'vitest';
import type { ScriptedAddin } from '../../addins/runtime/testing/scripted-addin.ts';
import type { PackageUpload } from '../../preload/bridge.ts';
import { samplePackage } from '../packages/testing/sample-package.ts';
import { openHost, type TestPage } from './testing/host-fixture.ts';

const ID = 'notes';

function packageWith(optional: boolean, version = '1.0.0'): PackageUpload {
  const permissions = [{ name: 'ui.view' }, { name: 'storage.kv', reason: 'to keep your notes', optional }];
  const manifest = { name: ID, version, commands: [{ id: 'keep', title: 'Keep' }], permissions };
  const bytes = samplePackage({
    manifest,
    script: `module.exports = require('@bulkhead/sdk').addin(${JSON.stringify(version)});`,
  });
  return { fileName: 'notes.addin', bytes: new Uint8Array(bytes), files: null };
}

async function stage(page: TestPage, upload: PackageUpload) {
  const result = await page.call('stagePackage', upload);
  if (!result.ok) throw new Error(result.problem.message);
  return result.staged;
}

const keeping: ScriptedAddin = {
  commands: { keep: (host) => host.call('storage.set', ['note', 'hello']) },
};

test('an optional permission is neither granted nor asked at install, and asked at first use', async () => {
  const page = (await openHost({ '1.0.0': keeping })).load();
  const staged = await stage(page, packageWith(true));
  expect(staged.can).toEqual(['show its own windows and commands']);
  expect(staged.willAsk).toEqual([{ text: 'keep its own data, up to 5 MB', reason: 'to keep your notes' }]);
  await page.call('installStaged', staged.stageId);
  expect((await page.call('snapshot')).prompts).toEqual([]);

  const command = expect(page.call('runCommand', ID, 'keep')).rejects.toMatchObject({ code: 'E_SECURITY' });
  const { prompt } = await page.seen('prompt');
  expect(prompt).toMatchObject({ permission: 'storage.kv', reason: 'to keep your notes' });
  await page.call('answerPrompt', prompt.promptId, 'deny');
  await command;
  expect((await page.call('snapshot')).addins).toMatchObject([{ state: 'running', problem: null }]);

  await page.call('setAnswer', ID, 'storage.kv', 'allow');
  await page.call('runCommand', ID, 'keep');
});

test('a version that does not ask any more says so before it is installed', async () => {
  const page = (await openHost({ '1.0.0': keeping, '2.0.0': keeping })).load();
  await page.call('installStaged', (await stage(page, packageWith(true))).stageId);
  expect(await stage(page, packageWith(false, '2.0.0'))).toMatchObject({
    adds: ['keep its own data, up to 5 MB'],
    removes: [],
  });
});
