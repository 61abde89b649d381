import { app } from 'electron';

/** What the system says of every process of this application. Called from one place only: each call restarts its interval. */
export function sampleProcesses(): { pid: number; cpuSeconds: number; memoryBytes: number }[] {
  return app.getAppMetrics().map((metric) => ({
    pid: metric.pid,
    cpuSeconds: metric.cpu.cumulativeCPUUsage ?? 0,
    memoryBytes: metric.memory.workingSetSize * 1024,
  }));
}
