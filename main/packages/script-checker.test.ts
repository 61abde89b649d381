import { expect, test } from 'vitest';
import { openPackage } from './gate.ts';
import { createScriptChecker } from './script-checker.ts';
import { HOST_VERSION, samplePackage } from './testing/sample-package.ts';

const worker = new URL('./script-check-worker.ts', import.meta.url);
const inThread = createScriptChecker({ worker, inlineBytes: 0 });

test('the thread answers as the check does', async () => {
  expect(await inThread(Buffer.from('module.exports = "ä"'), 'main.js')).toBe('module.exports = "ä"');
  await expect(inThread(Buffer.from('\nimport("x")'), 'main.js')).rejects.toMatchObject({
    code: 'E_UNSAFE_CODE',
    detail: { file: 'main.js', line: 2 },
  });
  await expect(inThread(Buffer.alloc(5_000_000), 'main.js')).rejects.toMatchObject({ code: 'E_PACKAGE_TOO_LARGE' });
});

test('the gate uses it', async () => {
  const source = { kind: 'bytes' as const, fileName: 'a', bytes: samplePackage({ script: 'a b' }) };
  const opened = openPackage(source, { hostVersion: HOST_VERSION, checkScript: inThread });
  await expect(opened).rejects.toMatchObject({ code: 'E_UNSAFE_CODE' });
});

test('this thread goes on while a large script is read', async () => {
  const large = Buffer.from('a=[1,2,3];b=x=>y;'.repeat(100_000));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  await createScriptChecker({ worker })(large, 'main.js');
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
});

test('a script that takes too long, and a thread that fails, are refusals', async () => {
  const hurried = createScriptChecker({ worker, inlineBytes: 0, deadline: 0 });
  await expect(hurried(Buffer.from('1'), 'main.js')).rejects.toMatchObject({ code: 'E_UNSAFE_CODE' });
  const missing = createScriptChecker({ worker: new URL('./nowhere.ts', import.meta.url), inlineBytes: 0 });
  await expect(missing(Buffer.from('1'), 'main.js')).rejects.toMatchObject({ code: 'E_UNSAFE_CODE' });
});
