import { join } from 'node:path';
import { fillProfile } from '../build/fill-profile.ts';
import { ratioFigure } from '../figure.ts';
import { coldStart } from '../launch/cold-start.ts';
import { withScratch } from '../launch/scratch.ts';
import type { Suite } from './suite.ts';

const INSTALLED = 200;

/** Cold starts of the application with many installed add-ins, none of them running, and with none. */
export const hostStartSuite: Suite = {
  figures: ['host.start200.ratio'],
  rounds: 8,
  run: (count) =>
    withScratch(async (scratch) => {
      const [none, many] = [join(scratch, 'none'), join(scratch, 'many')];
      await fillProfile(many, INSTALLED);
      const rounds: { baseline: number; ours: number }[] = [];
      // One round more than asked for: the first reads everything from the disk.
      for (let round = 0; round <= count; round++) {
        const measured = { baseline: await startWith(none, 0), ours: await startWith(many, INSTALLED) };
        if (round > 0) rounds.push(measured);
      }
      return [ratioFigure('host.start200.ratio', rounds)];
    }),
};

async function startWith(profile: string, expected: number): Promise<number> {
  const { milliseconds, installed } = await coldStart(profile);
  if (installed !== expected) throw new Error(`The window shows ${installed} add-ins instead of ${expected}.`);
  return milliseconds;
}
