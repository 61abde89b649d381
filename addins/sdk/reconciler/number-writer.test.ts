import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberReader, packNumbers } from '../../protocol/ui/wire-numbers.ts';
import { NumberWriter } from './number-writer.ts';

const wireNumber = fc.oneof(
  fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  fc.integer({ min: -0x8002, max: -0x7ffe }),
  fc.integer({ min: 0x7ffe, max: 0x8001 }),
  fc.integer({ min: -10, max: 10 }),
);

test('what is written stands as packing a whole list makes it', () => {
  fc.assert(
    fc.property(fc.array(wireNumber, { maxLength: 200 }), fc.array(wireNumber), (numbers, before) => {
      const [writer, first] = [new NumberWriter(), new NumberWriter()];
      writer.addAll(...numbers);
      first.addAll(...before);
      expect(writer.packedAfter(first)).toEqual(packNumbers([before, numbers]));
    }),
  );
});

/** Parts within parts, each with a number at its head that is known only when it is complete. */
interface Part {
  head: number;
  parts: Part[];
}

const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.record({
    head: wireNumber,
    parts: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'part' },
      fc.constant<Part[]>([]),
      fc.array(tie('part'), { maxLength: 4, depthIdentifier: 'part' }),
    ),
  }),
}));

function write(writer: NumberWriter, { head, parts }: Part): void {
  const place = writer.reserve();
  for (const each of parts) write(writer, each);
  writer.fill(place, head);
}

function heads({ head, parts }: Part): number[] {
  return [head, ...parts.flatMap(heads)];
}

test('numbers are filled in that are known only after what follows them', () => {
  fc.assert(
    fc.property(part, (root) => {
      const writer = new NumberWriter();
      write(writer, root);
      const packed = writer.packedAfter(new NumberWriter());
      const reader = new NumberReader(packed);
      for (const head of heads(root)) expect(reader.next()).toBe(head);
      expect(reader.isDone).toBe(true);
    }),
  );
});
