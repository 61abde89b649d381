import type { Figure } from '../figure.ts';
import { measureReversal, measureSwap, ROWS } from '../wire/view-changes.ts';
import type { Suite } from './suite.ts';

/** What a change of order costs on the wire. Nothing is timed: every run gives the same, so one round says it all. */
export const viewChangeSuite: Suite = {
  figures: ['ui.reverse1000.bytes', 'ui.swap.ops'],
  rounds: 1,
  run: async () => {
    const { bytes, mountedBytes } = measureReversal();
    return [
      counted({ name: 'ui.reverse1000.bytes', value: bytes, unit: 'bytes', baseline: mountedBytes }),
      counted({ name: 'ui.swap.ops', value: measureSwap(), unit: 'ops', baseline: ROWS }),
    ];
  },
};

function counted(figure: Pick<Figure, 'name' | 'value' | 'unit' | 'baseline'>): Figure {
  return { ...figure, better: 'lower', n: 1, spread: 0 };
}
