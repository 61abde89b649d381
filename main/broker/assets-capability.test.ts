import { expect, test } from 'vitest';
import { assetsCapability } from './assets-capability.ts';
import { allowedCall, CALLER } from './testing/caller.ts';

const call = { ...allowedCall<'ui.view'>({}), granted: {} };

test('reads from the package of the generation that asks, and knows no other way to name a file', async () => {
  const asked: unknown[] = [];
  const { handlers } = assetsCapability.create({
    read: async (...request) => {
      asked.push(request);
      return new Uint8Array([7]);
    },
  });
  expect(await handlers['assets.read'](['assets/a.bin'], call)).toEqual(new Uint8Array([7]));
  expect(asked).toEqual([[CALLER, 'assets/a.bin']]);
  for (const path of ['main.js', 'assets', '/assets/a.bin', './assets/a.bin', 'Assets/a.bin']) {
    await expect(handlers['assets.read']([path], call)).rejects.toMatchObject({ code: 'E_UNSAFE_PATH' });
  }
  expect(asked).toHaveLength(1);
});
