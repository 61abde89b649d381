import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** Memory and load of this process without opening a file: behind the OS wall /proc can no longer be read. */
export function createPulse(openCalls: () => number): () => {
  heapBytes: number;
  externalBytes: number;
  busy: number;
  openCalls: number;
} {
  // Taken now: the language wall hides both modules from everything that is imported later.
  const utilization = performance.eventLoopUtilization.bind(performance);
  let last = utilization();
  return () => {
    const heap = getHeapStatistics();
    const now = utilization();
    const busy = utilization(now, last).utilization;
    last = now;
    return {
      heapBytes: heap.used_heap_size,
      externalBytes: heap.external_memory,
      busy: Number.isFinite(busy) ? busy : 0,
      openCalls: openCalls(),
    };
  };
}
