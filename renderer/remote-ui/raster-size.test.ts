import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDrawable, rasterSize } from './raster-size.ts';
import { SAMPLE_PICTURE } from './testing/sample-picture.ts';

/** The heads of real files, as encoders write them; the rest does not matter here. */
const JPEG = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xff, 0xc4, 0, 3, 9, 0xff, 0xc2, 0, 17, 8, 1, 44, 2, 88, 3];
const webp = (kind: string, body: readonly number[]) => [
  ...Buffer.from(`RIFF....WEBP${kind}....`),
  ...body,
  ...Array.from({ length: 12 }, () => 0),
];

test.each([
  ['PNG', [...SAMPLE_PICTURE], { width: 4, height: 3 }],
  ['JPEG', [...JPEG, 0, 0, 0, 0, 0, 0, 0, 0], { width: 600, height: 300 }],
  ['WebP with features', webp('VP8X', [0, 0, 0, 0, 0x57, 2, 0, 0x2b, 1, 0]), { width: 600, height: 300 }],
  ['WebP without losses', webp('VP8L', [0x2f, 0x57, 0xc2, 0x4a, 0]), { width: 600, height: 300 }],
  ['WebP with losses', webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x58, 2, 0x2c, 1]), { width: 600, height: 300 }],
])('a %s says how large it is', (_name, bytes, size) => {
  expect(rasterSize(Uint8Array.from(bytes))).toEqual(size);
  expect(isDrawable(Uint8Array.from(bytes))).toBe(true);
});

test('a small file with an enormous picture is not drawn', () => {
  const bomb = Uint8Array.from(SAMPLE_PICTURE);
  new DataView(bomb.buffer).setUint32(16, 30_000);
  new DataView(bomb.buffer).setUint32(20, 30_000);
  expect(isDrawable(bomb)).toBe(false);
  new DataView(bomb.buffer).setUint32(16, 0);
  expect(isDrawable(bomb)).toBe(false);
});

test('bytes of any kind are read without an error and without end', () => {
  const starts = fc.constantFrom<number[]>([], [0x89], [0xff, 0xd8], [0xff, 0xd8, 0xff, 0xe0, 0, 0], [0x52]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
      expect(() => isDrawable(Uint8Array.from([...start, ...rest]))).not.toThrow();
    }),
    { numRuns: 2_000 },
  );
});
