import { beforeAll, expect, test } from 'vitest';
import { layoutOf } from '../../addins/protocol/frame.ts';
import { createTargets } from './all-targets.ts';
import { freshSeed, parseCommand } from './command.ts';
import { FrameMaker } from './frame-maker.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { isGood } from './goals.ts';
import { Random } from './random.ts';
import { runFuzz } from './run-fuzz.ts';

const FRAMES = 25_000;
/** Milliseconds: a busy machine may take several times as long as a quiet one. */
const SLOW = 180_000;
const FRESH = freshSeed();

let targets: FuzzTarget[];
beforeAll(async () => {
  targets = await createTargets();
});

test.each([
  ['a known seed', 20_261_128],
  ['a fresh seed', FRESH],
])(
  'no frame gets out of its session, and good calls are answered after all of them (%s, %i)',
  async (_name, seed) => {
    const report = await runFuzz({ frames: FRAMES, seed, targets });
    const again = `npm run fuzz -- --seed ${seed} --frames ${FRAMES}`;
    expect(report, again).toMatchObject({ exceptions: 0, hangs: 0, problems: [] });
    // It is no fuzz if nothing is refused, or if everything is.
    expect(report.violations, again).toBeGreaterThan(FRAMES / 10);
    expect(report.closed, again).toBeLessThan(FRAMES / 2);
    expect(Object.keys(report.secondsPerTarget)).toEqual(['host', 'window', 'addin', 'view', 'objects']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  },
  SLOW,
);

const quiet = { epoch: 1, weight: 1, honest: [], probe: async () => undefined };
const closable = { isClosed: false, close: () => undefined };

test('what escapes, at once or later, is counted and told; so is a call that is not answered', async () => {
  const broken: FuzzTarget[] = [
    { ...quiet, name: 'throws', open: () => ({ ...closable, receive: () => fail('at once') }) },
    {
      ...quiet,
      name: 'deaf',
      open: () => ({ ...closable, receive: () => undefined }),
      probe: async () => fail('deaf'),
    },
  ];
  const report = await runFuzz({ frames: 1_000, seed: 1, targets: broken });
  expect(report.exceptions).toBeGreaterThanOrEqual(500);
  expect(report.hangs).toBe(1);
  expect(report.problems[0]).toContain('at once');
});

test('what is kept for each frame is seen as growth, and a slow end as lag', async () => {
  const kept: unknown[] = [];
  const leaks: FuzzTarget = {
    ...{ ...quiet, name: 'leaks' },
    open: () => ({ ...closable, receive: () => void kept.push(new Array(2_000).fill(0.5)) }),
  };
  const leaking = await runFuzz({ frames: 3_000, seed: 1, targets: [leaks] });
  expect(leaking.memoryGrowthMb).toBeGreaterThan(20);
  const slow: FuzzTarget = { ...quiet, name: 'slow', open: () => ({ ...closable, receive: () => block(10) }) };
  const late = await runFuzz({ frames: 80, seed: 1, targets: [slow] });
  expect(late.lagP99Ms).toBeGreaterThan(50);
  expect([isGood(late), isGood({ ...late, lagP99Ms: 1 })]).toEqual([false, true]);
});

function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function fail(words: string): never {
  throw new Error(words);
}

test('the same seed makes the same frames, and every kind of the table comes up', () => {
  const make = (seed: number) => {
    const maker = new FrameMaker({ random: new Random(seed), epoch: 1, honest: [] });
    return Array.from({ length: 3_000 }, () => maker.next());
  };
  expect(String(make(7).map((frame) => Array.isArray(frame) && frame.length))).toBe(
    String(make(7).map((frame) => Array.isArray(frame) && frame.length)),
  );
  const kinds = new Set(make(7).map((frame) => (Array.isArray(frame) ? (frame[2] as unknown) : undefined)));
  const known = Array.from({ length: 64 }, (_, kind) => kind).filter((kind) => layoutOf(kind));
  expect(known.filter((kind) => !kinds.has(kind))).toEqual([]);
});

test.each([['--frames', '0'], ['--frames', 'many'], ['--seed', '-1'], ['--json', 'yes'], ['--faster']])(
  'wrong words are refused: %s %s',
  (...words) => {
    expect(() => parseCommand(words.filter((word) => typeof word === 'string'))).toThrow();
  },
);
