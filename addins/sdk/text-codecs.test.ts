import fc from 'fast-check';
import { expect, test } from 'vitest';
import { installTextCodecs, Utf8Decoder, Utf8Encoder } from './text-codecs.ts';

const bytes = fc.uint8Array({ maxLength: 60 });
const likely = fc.array(
  fc.oneof(fc.constantFrom(0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xef, 0xbb, 0xbf, 0xed, 0xa0), fc.nat(255)),
);

test('decodes exactly as the platform does, valid or not', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        bytes,
        likely.map((list) => Uint8Array.from(list)),
      ),
      (input) => {
        expect(new Utf8Decoder().decode(input)).toBe(new TextDecoder().decode(input));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a stream cut anywhere gives the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(), fc.nat(), (text, first, second) => {
      const input = new TextEncoder().encode(text);
      const [from, to] = [first % (input.length + 1), second % (input.length + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const decoder = new Utf8Decoder();
      const parts = [input.slice(0, from), input.slice(from, to), input.slice(to)];
      const decoded = parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
      expect(decoded).toBe(new TextDecoder().decode(input));
    }),
    { numRuns: 1_000 },
  );
});

test('encodes exactly as the platform does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a\ud800b')), (text) => {
      expect(new Utf8Encoder().encode(text)).toEqual(new TextEncoder().encode(text));
    }),
  );
});

test('fatal refuses what is not UTF-8', () => {
  expect(() => new Utf8Decoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff))).toThrow(TypeError);
});

test('what a compartment was given stays', () => {
  const scope = { TextDecoder: 1 };
  installTextCodecs(scope);
  expect(scope).toMatchObject({ TextDecoder: 1 });
  expect((scope as { TextEncoder?: unknown }).TextEncoder).toBe(Utf8Encoder);
});
