import { median } from '../statistics.ts';

/** Times that the sides take turns within a round: a busy moment of the machine meets all of them. */
const BLOCKS = 20;

/** What each side does in one turn. */
export type Sides<Name extends string> = Readonly<Record<Name, () => Promise<unknown>>>;

interface InterleaveOptions {
  /** Turns of each side within a round. */
  readonly blocks?: number;
  /** Rounds that are made first and do not count: in them, everybody still compiles. */
  readonly dropped?: number;
}

/** Milliseconds of one turn of each side, the median of each round. The side that begins changes from block to block. */
export async function interleave<Name extends string>(
  sides: Sides<Name>,
  rounds: number,
  { blocks = BLOCKS, dropped = 1 }: InterleaveOptions = {},
): Promise<Record<Name, number>[]> {
  const measured: Record<Name, number>[] = [];
  for (let round = -dropped; round < rounds; round++) {
    const one = await measureRound(sides, blocks);
    if (round >= 0) measured.push(one);
  }
  return measured;
}

async function measureRound<Name extends string>(sides: Sides<Name>, blocks: number): Promise<Record<Name, number>> {
  const names = Object.keys(sides) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let block = 0; block < blocks; block++) {
    const first = block % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const started = performance.now();
      await sides[name]();
      times.get(name)?.push(performance.now() - started);
    }
  }
  return Object.fromEntries([...times].map(([name, values]) => [name, median(values)])) as Record<Name, number>;
}
