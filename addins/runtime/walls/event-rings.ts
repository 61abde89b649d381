import { fstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { NativeCalls } from './native-calls.ts';
import { type Architecture, callNumber, OTHER_CALLS, PROCESS_CALLS, type SystemCall } from './system-calls.ts';

/*
 * Node's event loops own io_uring queues, and through a queue files and sockets are opened without a system call that a
 * filter could see. libuv uses a queue for nothing but to save calls when it watches a descriptor. It does without one
 * where the kernel has none (its descriptor is -1 then), but ends the process where the kernel refuses one that it has.
 * So each loop is told that it has none: its record is found in memory by the addresses that only that record holds.
 */

/** The record as 64-bit words: addresses into the queue, its sizes, and at the end its descriptor. */
const HEAD = 0;
const TAIL = 1;
const MASK = 2;
const QUEUE = 7;
const SUBMISSION_BYTES = 13;
const DESCRIPTOR = 14;
const WORD = 8;
const RECORD = (DESCRIPTOR + 1) * WORD;
/** libuv asks for 256 entries, of 64 bytes each. */
const ENTRIES = 256n;
const ENTRY_BYTES = 64n;
/** Bytes that are searched at a time: small enough for the processor's cache. */
const PIECE = 256 * 1024;
/** Larger areas are stacks and the engine's own, where no allocator puts a record. */
const LARGEST_AREA = 32 * 1024 * 1024;

export interface LoopOwner {
  native: NativeCalls;
  architecture: Architecture;
  processId: number;
}

interface Ring {
  descriptor: number;
  address: bigint;
}

interface Area {
  address: bigint;
  length: number;
}

/**
 * Makes every event loop work without its queue, so that the call that drives queues can be refused.
 * False when a queue is left; the call must stay allowed then.
 */
export function releaseEventRings(owner: LoopOwner): boolean {
  const descriptors = ringDescriptors();
  if (descriptors.length === 0) return true;
  const maps = readFileSync('/proc/self/maps', 'utf8');
  const rings = descriptors.map((descriptor) => locate(descriptor, maps)).filter((ring) => ring !== undefined);
  if (rings.length < descriptors.length) return false;
  const records = findRecords(owner, rings, areasOf(maps));
  // All or none: a loop that keeps its queue would end the process when the call is refused.
  if (records.size < rings.length) return false;
  return [...records].every(([ring, place]) => release(owner, ring, place));
}

function ringDescriptors(): number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => linkOf(descriptor) === 'anon_inode:[io_uring]');
}

function linkOf(descriptor: number): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    // The descriptor of the listing itself is gone by now.
    return '';
  }
}

/** Where the queue is mapped; kernels give each queue an inode of its own. */
function locate(descriptor: number, maps: string): Ring | undefined {
  const { ino } = fstatSync(descriptor);
  const line = new RegExp(`^([0-9a-f]+)-[0-9a-f]+ rw-s 0+ \\S+ ${ino} +anon_inode:\\[io_uring\\]$`, 'gm');
  const [match, ...others] = maps.matchAll(line);
  return match && others.length === 0 ? { descriptor, address: BigInt(`0x${match[1]}`) } : undefined;
}

/** Private memory that belongs to no file, the C heap first: nearly always everything is there. */
function areasOf(maps: string): Area[] {
  const areas = [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 *(\[heap\])?$/gm)].map(
    ([, start, end, heap]) => {
      const address = BigInt(`0x${start}`);
      return { address, length: Number(BigInt(`0x${end}`) - address), heap: heap !== undefined };
    },
  );
  const searched = areas.filter(({ length, heap }) => heap || length <= LARGEST_AREA);
  return searched.sort((one, other) => Number(other.heap) - Number(one.heap) || one.length - other.length);
}

/** The address of each queue's record. Memory is read in pieces that overlap, so that no record is cut in two. */
function findRecords(owner: LoopOwner, rings: readonly Ring[], areas: readonly Area[]): Map<Ring, bigint> {
  const found = new Map<Ring, bigint>();
  const piece = new Uint8Array(PIECE);
  for (const { address, length } of areas) {
    for (let start = 0; start < length && found.size < rings.length; start += PIECE - RECORD) {
      const own = piece.subarray(0, Math.min(PIECE, length - start));
      const from = address + BigInt(start);
      if (copy(owner, PROCESS_CALLS.process_vm_readv, { own, address: from }) !== own.length) break;
      const memory = Buffer.from(own.buffer, 0, own.length);
      for (const ring of rings) {
        const offset = found.has(ring) ? undefined : findRecord(memory, ring);
        if (offset !== undefined) found.set(ring, from + BigInt(offset));
      }
    }
  }
  return found;
}

function findRecord(memory: Buffer, { address, descriptor }: Ring): number | undefined {
  // Without the lowest byte of the address: it is zero, as most bytes are, and the search would stop at each of them.
  const pattern = Buffer.from(BigUint64Array.of(address).buffer, 1, WORD - 1);
  for (let place = memory.indexOf(pattern); place !== -1; place = memory.indexOf(pattern, place + 1)) {
    const offset = place - 1;
    if (offset < 0 || offset + RECORD > memory.length) continue;
    const word = (index: number): bigint => memory.readBigUInt64LE(offset + index * WORD);
    const fits =
      word(HEAD) === address &&
      word(TAIL) === address + 4n &&
      word(MASK) === ENTRIES - 1n &&
      word(QUEUE) === address &&
      word(SUBMISSION_BYTES) === ENTRIES * ENTRY_BYTES &&
      memory.readInt32LE(offset + DESCRIPTOR * WORD) === descriptor;
    if (fits) return offset;
  }
  return undefined;
}

function release(owner: LoopOwner, { descriptor }: Ring, record: bigint): boolean {
  const own = new Uint8Array(Int32Array.of(-1).buffer);
  const address = record + BigInt(DESCRIPTOR * WORD);
  if (copy(owner, PROCESS_CALLS.process_vm_writev, { own, address }) !== own.length) return false;
  return owner.native.call(numberOf(OTHER_CALLS.close, owner), descriptor) === 0;
}

/** Copies between a buffer and an address of this process; an address that does not exist is an answer, not a crash. */
function copy(owner: LoopOwner, direction: SystemCall, { own, address }: { own: Uint8Array; address: bigint }): number {
  const { native, processId } = owner;
  const vectors = BigUint64Array.of(native.addressOf(own), BigInt(own.length), address, BigInt(own.length));
  const vector = native.addressOf(new Uint8Array(vectors.buffer));
  return native.call(numberOf(direction, owner), processId, vector, 1, vector + 16n, 1, 0);
}

function numberOf(call: SystemCall, { architecture }: LoopOwner): number {
  return callNumber(call, architecture) ?? -1;
}
