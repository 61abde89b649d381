import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export interface ProcessMetric {
  pid: number;
  type: string;
  serviceName?: string;
  name?: string;
  creationTime: number;
  cpu: { percentCPUUsage: number; cumulativeCPUUsage: number; idleWakeupsPerSecond: number };
  /** Kilobytes. */
  memory: { workingSetSize: number; peakWorkingSetSize: number };
}

interface Measured {
  readonly pid: number;
  readonly type: string;
  readonly name?: string;
}

interface Sample {
  readonly at: number;
  readonly cpuSeconds: number;
}

const clockTicksPerSecond = 100;
const nodeService = 'node.mojom.NodeService';
const chromiumTypes: Record<string, string> = {
  renderer: 'Tab',
  'gpu-process': 'GPU',
  zygote: 'Zygote',
  utility: 'Utility',
};

/** Utility processes by pid, with their service names; and the engine, once it runs. */
export const measured: { readonly utilities: Map<number, string>; engine: number | undefined } = {
  utilities: new Map(),
  engine: undefined,
};

let previous = new Map<number, Sample>();

export function getAppMetrics(): ProcessMetric[] {
  const current = new Map<number, Sample>();
  const metrics = [
    { pid: process.pid, type: 'Browser' },
    ...[...measured.utilities].map(([pid, name]) => ({ pid, type: 'Utility', name })),
    ...engineProcesses(),
  ].map((item) => measure(item, current));
  previous = current;
  return metrics;
}

function measure({ pid, type, name }: Measured, current: Map<number, Sample>): ProcessMetric {
  const stat = readStat(pid);
  const now = performance.now();
  const last = previous.get(pid);
  current.set(pid, { at: now, cpuSeconds: stat.cpuSeconds });
  const share = last === undefined ? 0 : (stat.cpuSeconds - last.cpuSeconds) / ((now - last.at) / 1000);
  return {
    pid,
    type,
    ...(type === 'Utility' ? { serviceName: nodeService, name: name ?? nodeService } : {}),
    creationTime: stat.creationTime,
    cpu: {
      percentCPUUsage: Math.max(0, (share * 100) / availableParallelism()),
      cumulativeCPUUsage: stat.cpuSeconds,
      idleWakeupsPerSecond: 0,
    },
    memory: readMemory(pid),
  };
}

function engineProcesses(): Measured[] {
  if (measured.engine === undefined) return [];
  return descendants(measured.engine).map((pid) => {
    const kind = /--type=([\w-]+)/.exec(read(`/proc/${pid}/cmdline`))?.[1];
    const type = kind === undefined ? 'Unknown' : (chromiumTypes[kind] ?? 'Unknown');
    return type === 'Utility' ? { pid, type, name: 'chromium' } : { pid, type };
  });
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((item) => /^\d+$/.test(item))) {
    const parent = Number(statFields(Number(name))[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (const queue = [root]; queue.length > 0; ) {
    const pid = queue.pop() as number;
    found.push(pid);
    queue.push(...(children.get(pid) ?? []));
  }
  return found;
}

function readStat(pid: number): { cpuSeconds: number; creationTime: number } {
  const fields = statFields(pid);
  const startedTicks = Number(fields[19] ?? 0);
  const bootTime = Number(/^btime (\d+)$/m.exec(read('/proc/stat'))?.[1] ?? 0);
  return {
    cpuSeconds: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / clockTicksPerSecond,
    creationTime: (bootTime + startedTicks / clockTicksPerSecond) * 1000,
  };
}

/** From the third field on: the second, the name, may contain anything. */
function statFields(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function readMemory(pid: number): ProcessMetric['memory'] {
  const status = read(`/proc/${pid}/status`);
  return {
    workingSetSize: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
    peakWorkingSetSize: Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
