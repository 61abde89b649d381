import { type Figure, ratioFigure, worstOf } from '../figure.ts';
import { connectBareProcess, withBenchWindow } from '../launch/bench-window.ts';
import { runProcessTask } from '../launch/run-process-task.ts';
import type { CallRound } from '../measure/call-rates.ts';
import type { Suite } from './suite.ts';

/** Calls over the port between host and add-in (control) and the one between window and add-in (view). */
export const callSuite: Suite = {
  figures: [
    'call.latency.ratio',
    'call.latency.control.ratio',
    'call.latency.view.ratio',
    'call.batched.ratio',
    'call.batched.control.ratio',
    'call.batched.view.ratio',
    'call.merged.control.ratio',
    'call.merged.view.ratio',
  ],
  rounds: 12,
  async run(rounds) {
    const control = figuresOf('control', await runProcessTask('calls', rounds));
    const view = figuresOf('view', await measureView(rounds));
    return [
      ...withWorst('call.latency.ratio', [control.latency, view.latency]),
      ...withWorst('call.batched.ratio', [control.batched, view.batched]),
      control.merged,
      view.merged,
    ];
  },
};

function measureView(rounds: number): Promise<CallRound[]> {
  return withBenchWindow(async (opened) => {
    await opened.page.evaluate(() => window.bench.open('keyed'));
    await connectBareProcess(opened);
    return await opened.page.evaluate((count) => window.bench.measureCalls(count), rounds);
  });
}

function withWorst(name: string, parts: Figure[]): Figure[] {
  return [worstOf(name, parts), ...parts];
}

function figuresOf(port: 'control' | 'view', rounds: readonly CallRound[]) {
  const higher = { better: 'higher' } as const;
  return {
    latency: ratioFigure(
      `call.latency.${port}.ratio`,
      rounds.map(({ raw, session }) => ({ baseline: raw.awaited, ours: session.awaited })),
    ),
    batched: ratioFigure(
      `call.batched.${port}.ratio`,
      rounds.map(({ raw, session }) => ({ baseline: raw.singlePerSecond, ours: session.perSecond })),
      higher,
    ),
    merged: ratioFigure(
      `call.merged.${port}.ratio`,
      rounds.map(({ raw, session }) => ({ baseline: raw.perSecond, ours: session.perSecond })),
      higher,
    ),
  };
}
