import { closedModule } from './unsupported.ts';

/** Node writes no minidumps: starting it is accepted and has no effect. */
export const crashReporter = closedModule('crashReporter', {
  start(): void {},
});
