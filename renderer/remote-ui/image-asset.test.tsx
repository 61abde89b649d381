import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { RASTER_BYTES } from '../../addins/protocol/ui/raster.ts';
import { toBase64 } from '../../addins/sdk/base64.ts';
import { defineAddin, Image, Stack } from '../../addins/sdk/index.ts';
import { isDrawable } from './raster-size.ts';
import { SAMPLE_PICTURE } from './testing/sample-picture.ts';
import { createTestLink, label, startDomain } from './testing/view-pair.ts';

function Pictures() {
  return (
    <Stack>
      <Image asset="assets/logo.png" alt="Our logo" />
      <Image asset="assets/logo.png" alt="The same again" />
      <Image asset="assets/none.png" alt="Nothing" />
      <Image asset="assets/huge.png" alt="Too much" />
    </Stack>
  );
}

function answer(_method: string, [path]: unknown[]): unknown {
  if (path === 'assets/logo.png') return SAMPLE_PICTURE;
  if (path === 'assets/huge.png') return new Uint8Array(RASTER_BYTES + 1);
  throw new BulkheadError('E_NOT_FOUND', { message: `The package has no file "${String(path)}".` });
}

test('a picture of the package is read once and shown; one that cannot be had says why in the log', async () => {
  const domain = startDomain(defineAddin({ views: { main: Pictures } }), { answer });
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const root = () => link.frame('f1')?.view.getSnapshot().root;
  const pictures = () => [...(root()?.walk() ?? [])].filter(({ entry }) => entry?.name === 'Image');
  const dataOf = (index: number) => String(pictures()[index]?.props['data']);
  await expect.poll(() => dataOf(0)).toBe(toBase64(SAMPLE_PICTURE));
  expect(dataOf(1)).toBe(dataOf(0));
  expect(domain.calls.filter(({ args }) => args[0] === 'assets/logo.png')).toHaveLength(1);
  const bytes = (index: number) => Uint8Array.from(atob(dataOf(index)), (letter) => letter.charCodeAt(0));
  await expect.poll(() => [isDrawable(bytes(2)), isDrawable(bytes(3))]).toEqual([false, false]);
  expect(domain.logs).toEqual([
    'error: Image: The package has no file "assets/none.png".',
    `error: Image: assets/huge.png has ${RASTER_BYTES + 1} bytes; a picture may have ${RASTER_BYTES}. Make it smaller, or save it as JPEG or WebP.`,
  ]);
});
