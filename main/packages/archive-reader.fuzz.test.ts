import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import { readArchive } from './archive-reader.ts';
import { checkPath } from './path-rules.ts';
import { samplePackage } from './testing/sample-package.ts';

const sound = samplePackage({ files: { 'assets/a.txt': 'a'.repeat(300), 'assets/b.bin': new Uint8Array(64) } });

/** Whatever goes in: sound files or a typed refusal come out, and every path that comes out is safe. */
async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  try {
    for (const path of (await readArchive(bytes)).keys()) checkPath(path);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(BulkheadError);
    expect(['E_BAD_PACKAGE', 'E_UNSAFE_PATH', 'E_PACKAGE_TOO_LARGE']).toContain((thrown as BulkheadError).code);
  }
}

test('random bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), readsOrRefuses), { numRuns: 300 });
});

test('random bytes before a sound ending', async () => {
  const ending = sound.subarray(sound.length - 400);
  const property = fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), (bytes) =>
    readsOrRefuses(Buffer.concat([bytes, ending])),
  );
  await fc.assert(property, { numRuns: 300 });
});

test('a sound archive with changed bytes', async () => {
  const change = fc.record({ at: fc.nat({ max: sound.length - 1 }), to: fc.nat({ max: 255 }) });
  const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
    const bytes = Buffer.from(sound);
    for (const { at, to } of changes) bytes[at] = to;
    return readsOrRefuses(bytes);
  });
  await fc.assert(property, { numRuns: 2_000 });
});

test('a sound archive that was cut, repeated or turned around', async () => {
  const cut = fc.tuple(fc.nat({ max: sound.length }), fc.nat({ max: sound.length }));
  const property = fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), (pieces) =>
    readsOrRefuses(Buffer.concat(pieces.map(([from, to]) => sound.subarray(Math.min(from, to), Math.max(from, to))))),
  );
  await fc.assert(property, { numRuns: 500 });
});
