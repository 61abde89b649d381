import { parseArgs } from 'node:util';

export interface FuzzCommand {
  readonly frames: number;
  readonly seed: number;
  readonly json: boolean;
}

export const USAGE = `npm run fuzz -- [--frames <number>] [--seed <number>] [--json]

  --frames <number> how many frames are thrown; 100000 unless said otherwise
  --seed <number>   the same seed throws the same frames; a fresh one unless said otherwise
  --json            one line of JSON on standard output, nothing else
`;

const FRAMES = 100_000;

/** Throws with words for the person when something is not understood. */
export function parseCommand(words: readonly string[]): FuzzCommand {
  const { values } = parseArgs({
    args: [...words],
    options: { frames: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } },
  });
  return {
    frames: values.frames === undefined ? FRAMES : whole('--frames', values.frames, 1),
    seed: values.seed === undefined ? freshSeed() : whole('--seed', values.seed, 0),
    json: values.json ?? false,
  };
}

export function freshSeed(): number {
  return (Math.random() * 2 ** 32) >>> 0;
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value < 2 ** 32) return value;
  throw new Error(`${option} takes a whole number from ${least}, not "${text}".`);
}
