import { FRAME_HEADER, itemEnd, KIND } from '../../addins/protocol/frame.ts';
import { OP, packHeader } from '../../addins/protocol/ui/ui-frames.ts';
import { packNumbers } from '../../addins/protocol/ui/wire-numbers.ts';
import { hostileValue } from './hostile-values.ts';
import type { Random } from './random.ts';

const NAMES = ['Stack', 'Text', 'Button', 'TextField', 'DataGrid', 'Select', 'Canvas', 'script', 'constructor'];
const PROPERTIES = ['gap', 'label', 'value', 'options', 'kind', 'onPress', 'onChange', 'columns', 'style', '__proto__'];
const CODES: readonly number[] = Object.values(OP);

/** Pictures that are nearly right, for the frame `f1`: real ones with changes, and operations made up. */
export class UiFrameMaker {
  readonly #pictures: readonly (readonly unknown[])[];

  constructor(frames: readonly (readonly unknown[])[]) {
    this.#pictures = frames.flatMap(picturesOf);
  }

  next(random: Random): unknown {
    if (random.once(40)) return hostileValue(random);
    const picture = random.once(2) && this.#pictures.length > 0 ? this.#changed(random) : made(random);
    if (random.once(10)) picture[random.below(picture.length)] = hostileValue(random);
    return picture;
  }

  #changed(random: Random): unknown[] {
    const [frameId, sequence, names, ops, values] = random.pick(this.#pictures) as [
      string,
      number,
      string[],
      Int16Array,
      unknown[],
    ];
    const [changedOps, changedNames, changedValues] = [[...ops], [...names], [...values] as unknown[]];
    for (let changes = random.below(4); changes > 0; changes--) {
      const how = random.below(5);
      if (how === 0) changedOps[random.below(changedOps.length + 1)] = number(random);
      else if (how === 1) changedOps.splice(random.below(changedOps.length + 1), 1);
      else if (how === 2) changedOps.push(...operation(random));
      else if (how === 3) changedNames[random.below(changedNames.length + 1)] = random.pick([...NAMES, ...PROPERTIES]);
      else changedValues[random.below(changedValues.length + 1)] = hostileValue(random);
    }
    return [frameId, random.once(8) ? random.below(4) : sequence, changedNames, packed(changedOps), changedValues];
  }
}

function made(random: Random): unknown[] {
  const names = Array.from({ length: random.below(8) }, () => random.pick(random.once(2) ? NAMES : PROPERTIES));
  const ops = Array.from({ length: random.below(8) }, () => operation(random)).flat();
  const values = Array.from({ length: random.below(5) }, () => hostileValue(random));
  return ['f1', random.below(3), names, packed(ops), values];
}

function operation(random: Random): number[] {
  const fields = Array.from({ length: random.below(7) }, () => number(random));
  if (!random.once(3)) return [random.pick(CODES), ...fields];
  const counts = { properties: random.below(3), listeners: random.below(2), children: random.below(3) };
  return [OP.tree, 0, 0, random.below(5), packHeader({ hasKey: random.once(4), ...counts }), ...fields];
}

function number(random: Random): number {
  if (random.once(12)) return random.pick([0x7fff_ffff, -0x8000_0000, -0x8000, 0x7fff, 0x8000, 1_000_000, 65_537]);
  return random.below(14) - 5;
}

const packed = (ops: readonly (number | undefined)[]): Int16Array => packNumbers([ops.map((each) => each ?? 0)]);

function picturesOf(frame: readonly unknown[]): (readonly unknown[])[] {
  const pictures: (readonly unknown[])[] = [];
  for (let index = FRAME_HEADER; index < frame.length; ) {
    const end = itemEnd(frame, index);
    if (end < 0) break;
    if (frame[index] === KIND.ui && Array.isArray(frame[index + 1])) pictures.push(frame[index + 1] as unknown[]);
    index = end;
  }
  return pictures;
}
