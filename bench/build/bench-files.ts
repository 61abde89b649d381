import { join } from 'node:path';
import { ROOT } from '../../tools/runtime.ts';

const OUT = join(ROOT, 'out', 'bench');

/** What the benchmark runs: a copy of the product's own bundles with its page, and an application of its own. */
export const BENCH = {
  out: OUT,
  /** The product as it is, but for a page that can be driven: `electron out/bench`. */
  windowApp: OUT,
  main: join(OUT, 'main'),
  preload: join(OUT, 'preload'),
  sdk: join(OUT, 'sdk'),
  renderer: join(OUT, 'renderer'),
  /** Domains and ports without a window: `electron out/bench/process`. */
  processApp: join(OUT, 'process'),
  addins: join(OUT, 'addins'),
} as const;

export const DOMAIN_SCRIPT = join(BENCH.main, 'domain.js');
export const SDK_SCRIPT = join(BENCH.sdk, 'sdk.js');
export const BARE_CHILD = join(BENCH.processApp, 'bare-child.js');
/** The add-in's side of a view alone, for a plain Node. */
export const GUEST_PROCESS = join(BENCH.processApp, 'guest-process.js');

/** Bench 1.0.0, 1.0.1, ... in turn as the first and the second edition of its sources. */
export function packageFile(number: number): string {
  return join(BENCH.addins, `bench-1.0.${number}.addin`);
}
