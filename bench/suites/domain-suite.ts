import { ratioFigure } from '../figure.ts';
import { runProcessTask } from '../launch/run-process-task.ts';
import { median, spreadOf } from '../statistics.ts';
import type { Suite } from './suite.ts';

const BYTES_PER_MEGABYTE = 1024 * 1024;

/** A domain against the plainest process of the same kind. */
export const domainSuite: Suite = {
  figures: ['domain.start.ratio', 'domain.memory.mb'],
  rounds: 20,
  async run(rounds) {
    const starts = await runProcessTask('starts', rounds);
    const memory = starts.map(({ domainMemory }) => domainMemory / BYTES_PER_MEGABYTE);
    return [
      ratioFigure(
        'domain.start.ratio',
        starts.map(({ bare, domain }) => ({ baseline: bare, ours: domain })),
      ),
      {
        name: 'domain.memory.mb',
        value: median(memory),
        unit: 'MB',
        baseline: median(starts.map(({ bareMemory }) => bareMemory / BYTES_PER_MEGABYTE)),
        better: 'lower',
        n: starts.length,
        spread: spreadOf(memory),
      },
    ];
  },
};
