import type { NativeCalls } from './native-calls.ts';
import {
  type Architecture,
  callNumber,
  FILE_CALLS,
  FIRST_UNKNOWN_CALL,
  KERNEL_CALLS,
  NETWORK_CALLS,
  OTHER_CALLS,
  PROCESS_CALLS,
  type SystemCall,
} from './system-calls.ts';

const SET_MODE_FILTER = 1;
/** All threads at once; otherwise those that run already would stay free. */
const FLAG_THREAD_SYNC = 1;

/** Answers of a filter; an error number is added to `ANSWER_ERROR`. */
const ANSWER_ALLOW = 0x7fff0000;
const ANSWER_ERROR = 0x00050000;
const ANSWER_KILL = 0x80000000;
const EPERM = 1;
const EACCES = 13;
const ENOSYS = 38;

const AUDIT_ARCHITECTURE: Record<Architecture, number> = { x64: 0xc000003e, arm64: 0xc00000b7 };
/** x64 kernels also answer to the numbers of x32, which would pass by the list. */
const X32_BIT = 0x40000000;

/** The three operations and one answer of the filter language that are used: `struct sock_filter`. */
const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_AT_LEAST = 0x35;
const MASK = 0x54;
const ANSWER = 0x06;
type Instruction = readonly [code: number, value: number, whenTrue?: number, whenFalse?: number];

/** Offsets in `struct seccomp_data`. */
const CALL_NUMBER = 0;
const CALL_ARCHITECTURE = 4;
const argument = (index: number): number => 16 + 8 * index;

/** Threads may be made, processes and name spaces may not. */
const CLONE_THREAD = 0x10000;
const CLONE_NAMESPACES = 0x7e020000;
/** fcntl and ioctl commands that make the kernel send signals to any process, and those that type into a terminal. */
const SIGNAL_OWNER_COMMANDS = [8, 10, 15];
const HOSTILE_DEVICE_COMMANDS = [0x5412, 0x541c, 0x8901, 0x8902];
/** Stream and sequenced packets: a datagram socket could be pointed at any address later. */
const CONNECTED_SOCKETS = [1, 5];
const SOCKET_KIND = 0xf;

export interface FilterOptions {
  architecture: Architecture;
  /** This process: signals between its own threads go on. */
  processId: number;
  /** Event loops could not be freed from their io_uring queues, and would end the process without them. */
  keepsEventRings: boolean;
}

/** Installs the filter on every thread of this process, for good. Answers 0 or the negated error number. */
export function installCallFilter(native: NativeCalls, options: FilterOptions): number {
  const program = encode(callFilter(options));
  // `struct sock_fprog`: a count, then, aligned, the address of the instructions.
  const header = new DataView(new ArrayBuffer(16));
  header.setUint16(0, program.byteLength / 8, true);
  header.setBigUint64(8, native.addressOf(program), true);
  const seccomp = callNumber(OTHER_CALLS.seccomp, options.architecture) ?? -1;
  const address = native.addressOf(new Uint8Array(header.buffer));
  return native.call(seccomp, SET_MODE_FILTER, FLAG_THREAD_SYNC, address);
}

/** The whole filter: what is not named is allowed, because a running Node needs some eighty calls to live. */
export function callFilter({ architecture, processId, keepsEventRings }: FilterOptions): Instruction[] {
  const refuseAll = (calls: Readonly<Record<string, SystemCall>>, errorNumber: number): Instruction[] =>
    Object.values(calls).flatMap((call) => when(call, architecture, [[ANSWER, ANSWER_ERROR + errorNumber]]));
  const check = (call: SystemCall, block: readonly Instruction[]): Instruction[] => when(call, architecture, block);
  return [
    [LOAD, CALL_ARCHITECTURE],
    [JUMP_EQUAL, AUDIT_ARCHITECTURE[architecture], 1, 0],
    [ANSWER, ANSWER_KILL],
    [LOAD, CALL_NUMBER],
    [JUMP_AT_LEAST, Math.min(X32_BIT, FIRST_UNKNOWN_CALL), 0, 1],
    [ANSWER, ANSWER_ERROR + ENOSYS],
    ...refuseAll(FILE_CALLS, EACCES),
    ...refuseAll(NETWORK_CALLS, EACCES),
    ...refuseAll(PROCESS_CALLS, EPERM),
    ...refuseAll(KERNEL_CALLS, EPERM),
    ...(keepsEventRings ? [] : refuseAll({ io_uring_enter: OTHER_CALLS.io_uring_enter }, EPERM)),
    // Its flags are in memory, where a filter cannot look; without it the C library falls back to clone.
    ...check(OTHER_CALLS.clone3, [[ANSWER, ANSWER_ERROR + ENOSYS]]),
    ...check(OTHER_CALLS.clone, allowOnly(0, [CLONE_THREAD], CLONE_THREAD | CLONE_NAMESPACES)),
    ...check(OTHER_CALLS.tgkill, allowOnly(0, [processId])),
    ...check(OTHER_CALLS.prlimit64, allowOnly(0, [0])),
    ...check(OTHER_CALLS.socketpair, allowOnly(1, CONNECTED_SOCKETS, SOCKET_KIND)),
    ...check(OTHER_CALLS.fcntl, refuseOnly(1, SIGNAL_OWNER_COMMANDS)),
    ...check(OTHER_CALLS.ioctl, refuseOnly(1, HOSTILE_DEVICE_COMMANDS)),
    ...check(OTHER_CALLS.sendto, allowNullPointer(4)),
    [ANSWER, ANSWER_ALLOW],
  ];
}

/** The block for one call; it must end in an answer. Nothing where the architecture has no such call. */
function when(call: SystemCall, architecture: Architecture, block: readonly Instruction[]): Instruction[] {
  const number = callNumber(call, architecture);
  return number === undefined ? [] : [[JUMP_EQUAL, number, 0, block.length], ...block];
}

function allowOnly(index: number, values: readonly number[], mask = 0xffffffff): Instruction[] {
  return lookUp(index, values, { mask, listed: ANSWER_ALLOW, other: ANSWER_ERROR + EPERM });
}

function refuseOnly(index: number, values: readonly number[]): Instruction[] {
  return lookUp(index, values, { mask: 0xffffffff, listed: ANSWER_ERROR + EPERM, other: ANSWER_ALLOW });
}

/** Compares the lower half of an argument: the kernel takes no more of these. */
function lookUp(
  index: number,
  values: readonly number[],
  { mask, listed, other }: { mask: number; listed: number; other: number },
): Instruction[] {
  return [
    [LOAD, argument(index)],
    [MASK, mask],
    ...values.map((value, place): Instruction => [JUMP_EQUAL, value, values.length - place, 0]),
    [ANSWER, other],
    [ANSWER, listed],
  ];
}

/** An address makes a message go to anyone; without one it goes to the peer that the socket has. Both halves count. */
function allowNullPointer(index: number): Instruction[] {
  return [
    [LOAD, argument(index)],
    [JUMP_EQUAL, 0, 0, 3],
    [LOAD, argument(index) + 4],
    [JUMP_EQUAL, 0, 0, 1],
    [ANSWER, ANSWER_ALLOW],
    [ANSWER, ANSWER_ERROR + EACCES],
  ];
}

function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  for (const [index, [code, value, whenTrue = 0, whenFalse = 0]] of program.entries()) {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, whenTrue);
    bytes.setUint8(index * 8 + 3, whenFalse);
    bytes.setUint32(index * 8 + 4, value, true);
  }
  return new Uint8Array(bytes.buffer);
}
