import { ratioFigure } from '../figure.ts';
import { runGuestTask } from '../launch/run-guest-task.ts';
import type { Suite } from './suite.ts';

/** What a view costs where the add-in runs, without the window. */
export const guestSuite: Suite = {
  figures: ['ui.emit10k.ratio', 'ui.table.memory.ratio'],
  rounds: 8,
  run: async (rounds) => [
    ratioFigure('ui.emit10k.ratio', await runGuestTask('emit', rounds)),
    ratioFigure('ui.table.memory.ratio', await runGuestTask('table-heap', rounds)),
  ],
};
