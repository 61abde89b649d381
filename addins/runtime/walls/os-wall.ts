import { releaseEventRings } from './event-rings.ts';
import { restrictByLandlock } from './landlock.ts';
import { loadNativeCalls, type NativeCalls } from './native-calls.ts';
import { installCallFilter } from './seccomp.ts';
import { type Architecture, callNumber, OTHER_CALLS } from './system-calls.ts';
import type { WallReport } from './wall-report.ts';

/** prctl: rights can only be lost from here on. Both walls below need it. */
const SET_NO_NEW_PRIVILEGES = 38;
/** prctl: the signal for this process when the one that started it is gone. One in a loop hears nothing else. */
const SET_PARENT_DEATH_SIGNAL = 1;
const KILL_SIGNAL = 9;
/** Resource of prlimit64: a crash must not write the add-in's documents into a core file. */
const CORE_FILE_SIZE = 4;

/** The tools of the wall, loaded while files can still be read, or the reason why there is no wall here. */
export type OsWallTools = { native: NativeCalls; architecture: Architecture; processId: number } | { reason: string };

/** Loads what the wall needs. Must run before the language wall, which ends loading for good. */
export function loadOsWall(): OsWallTools {
  const { arch, pid, platform } = process;
  if (platform !== 'linux') return { reason: `no wall of the operating system is built for ${platform} yet` };
  if (arch !== 'x64' && arch !== 'arm64') return { reason: `no wall of the operating system is built for ${arch} yet` };
  try {
    return { native: loadNativeCalls(), architecture: arch, processId: pid };
  } catch (failure) {
    return { reason: failure instanceof Error ? failure.message : String(failure) };
  }
}

/**
 * Takes this process its right to files, new sockets and other processes, for good and for all its threads.
 * Never throws: what could not be raised is said in the report, and the host decides.
 */
export function raiseOsWall(tools: OsWallTools = loadOsWall()): WallReport {
  if ('reason' in tools) return { name: 'os', state: 'unavailable', detail: tools.reason };
  const { native, architecture, processId } = tools;
  const call = (entry: readonly [number, number], ...args: readonly (number | bigint)[]): number =>
    native.call(callNumber(entry, architecture) ?? -1, ...args);
  const locked = call(OTHER_CALLS.prctl, SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0);
  if (locked !== 0) return { name: 'os', state: 'unavailable', detail: `no_new_privs was refused (error ${-locked})` };
  call(OTHER_CALLS.prctl, SET_PARENT_DEATH_SIGNAL, KILL_SIGNAL, 0, 0, 0);
  call(OTHER_CALLS.prlimit64, 0, CORE_FILE_SIZE, native.addressOf(new Uint8Array(16)), 0);
  // Each step needs what the next one takes away: files, then the calls that set up Landlock.
  const released = releaseEventRings({ native, architecture, processId });
  const landlock = restrictByLandlock(native, architecture);
  const filter = installCallFilter(native, { architecture, processId, keepsEventRings: !released });
  return report([
    landlock.problem === '' ? { up: `Landlock version ${landlock.version}` } : { down: landlock.problem },
    filter === 0 ? { up: 'call filter on all threads' } : { down: `the call filter was refused (error ${-filter})` },
    released ? { up: 'no event queues' } : { down: 'event queues stay open to native code' },
  ]);
}

function report(parts: readonly ({ up: string } | { down: string })[]): WallReport {
  const standing = parts.filter((part) => 'up' in part).length;
  const detail = parts.map((part) => ('up' in part ? part.up : part.down)).join('; ');
  return { name: 'os', state: standing === parts.length ? 'up' : 'partial', detail };
}
