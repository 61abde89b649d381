import { type CanaryReport, runCanaries } from './canaries.ts';
import { createEndowments } from './endowments.ts';
import type { LogLevel } from './guest-console.ts';
import { type GuestCompartment, type LanguageWall, raiseLanguageWall } from './language-wall.ts';
import { takeOsAttempts } from './os-attempts.ts';
import { loadOsWall, raiseOsWall } from './os-wall.ts';
import type { WallReport } from './wall-report.ts';

export interface RaiseOptions {
  /** Takes what the add-in writes to its console: one line, escaped and capped. */
  log(level: LogLevel, text: string): void;
  /** Mixed into the add-in's sequence of chance; the process adds its own. */
  seed: string | number;
}

export interface WallsReport {
  walls: WallReport[];
  holes: string[];
  canaries: CanaryReport['canaries'];
  /** Milliseconds by step. */
  timings: Record<string, number>;
}

export interface RaisedWalls {
  wall: LanguageWall;
  /** Where the SDK and the add-in run. */
  compartment: GuestCompartment;
  report: WallsReport;
  /** Ends the guest's timers, so that nothing of it runs any more by itself. */
  dispose(): void;
}

/**
 * Raises every wall of this process and tests them. Nothing of an add-in may run before the answer, and nothing can be
 * loaded after it. The order: take what is needed, then the language, then the operating system, then the test.
 */
export async function raiseWalls({ log, seed }: RaiseOptions): Promise<RaisedWalls> {
  const timings: Record<string, number> = {};
  const clock = performance.now.bind(performance);
  let last = clock();
  const measure = (step: string): void => {
    const now = clock();
    timings[step] = now - last;
    last = now;
  };

  const tools = loadOsWall();
  const attempts = takeOsAttempts(tools);
  const endowments = createEndowments({
    log,
    seed: `${seed}:${Math.random()}:${Math.random()}`,
    stackOf: (error) => wall.stackOf(error),
  });
  measure('load');
  const wall = raiseLanguageWall();
  measure('language');
  const compartment = wall.createCompartment(endowments.globals);
  measure('compartment');
  const osWall = raiseOsWall(tools);
  measure('os');
  const { canaries, holes } = await runCanaries({
    compartment,
    osAttempts: osWall.state === 'unavailable' ? undefined : attempts,
  });
  measure('canaries');

  const walls = [languageReport(wall.problems), osWall, testReport(canaries, holes)];
  return { wall, compartment, report: { walls, holes, canaries, timings }, dispose: endowments.dispose };
}

function languageReport(problems: readonly string[]): WallReport {
  const state = problems.length === 0 ? 'up' : 'partial';
  return { name: 'language', state, detail: problems.join('; ') || 'locked down; nothing can be loaded' };
}

function testReport(canaries: readonly { held: boolean }[], holes: readonly string[]): WallReport {
  const held = canaries.filter((canary) => canary.held).length;
  const detail = `${held} of ${canaries.length} attempts were refused`;
  return { name: 'self-test', state: holes.length === 0 ? 'up' : 'partial', detail };
}
