import type { FuzzReport } from './run-fuzz.ts';

/** Milliseconds that others may have to wait, 99 times of 100. */
const LAG_P99_MS = 50;
/** Megabytes: what collectors leave behind and caches take; a leak of 100 bytes a frame is above it after a million. */
const MEMORY_MB = 48;

export const TARGETS_IN_WORDS = `Wanted: no exceptions, no hangs, lagP99Ms below ${LAG_P99_MS}, memoryGrowthMb below ${MEMORY_MB}.`;

export function isGood({ exceptions, hangs, lagP99Ms, memoryGrowthMb }: FuzzReport): boolean {
  return exceptions === 0 && hangs === 0 && lagP99Ms < LAG_P99_MS && memoryGrowthMb < MEMORY_MB;
}
