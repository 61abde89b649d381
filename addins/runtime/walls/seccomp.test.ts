import { describe, expect, test } from 'vitest';
import { callFilter } from './seccomp.ts';
import type { Architecture } from './system-calls.ts';

/** The machine that the kernel runs such programs on, as far as the filter uses it. */
function answer(architecture: Architecture, call: { number: number; args?: bigint[]; audit?: number }): string {
  const program = callFilter({ architecture, processId: 77, keepsEventRings: false });
  const audit = call.audit ?? (architecture === 'x64' ? 0xc000003e : 0xc00000b7);
  const words = [
    call.number,
    audit,
    0,
    0,
    ...Array.from({ length: 6 }, (_, index) => call.args?.[index] ?? 0n).flatMap(halves),
  ];
  let register = 0;
  for (let place = 0; place < program.length; place += 1) {
    const [code, value, whenTrue = 0, whenFalse = 0] = program[place] ?? [0, 0];
    if (code === 0x20) register = words[value / 4] ?? 0;
    else if (code === 0x54) register = (register & value) >>> 0;
    else if (code === 0x15) place += register === value >>> 0 ? whenTrue : whenFalse;
    else if (code === 0x35) place += register >= value >>> 0 ? whenTrue : whenFalse;
    else if (code === 0x06) return inWords(value);
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error('the program ends without an answer');
}

function halves(value: bigint): number[] {
  return [Number(value & 0xffffffffn), Number(value >> 32n)];
}

function inWords(value: number): string {
  if (value === 0x7fff0000) return 'allowed';
  if (value === 0x80000000) return 'killed';
  return `error ${value - 0x50000}`;
}

describe.each([
  [
    'x64',
    { openat: 257, read: 0, execve: 59, clone: 56, tgkill: 234, sendto: 44, socketpair: 53, fcntl: 72, futex: 202 },
  ],
  [
    'arm64',
    { openat: 56, read: 63, execve: 221, clone: 220, tgkill: 131, sendto: 206, socketpair: 199, fcntl: 25, futex: 98 },
  ],
] as const)('the call filter for %s', (architecture, numbers) => {
  const ask = (number: number, ...args: bigint[]): string => answer(architecture, { number, args });

  test('what a running process needs passes', () => {
    expect([ask(numbers.read), ask(numbers.futex)]).toEqual(['allowed', 'allowed']);
  });

  test('files are refused with EACCES, programs with EPERM', () => {
    expect([ask(numbers.openat), ask(numbers.execve)]).toEqual(['error 13', 'error 1']);
  });

  test('threads may be made, processes and name spaces may not; clone3 is not there', () => {
    expect(ask(numbers.clone, 0x3d0f00n)).toBe('allowed');
    expect(ask(numbers.clone, 17n)).toBe('error 1');
    expect(ask(numbers.clone, 0x3d0f00n | 0x10000000n)).toBe('error 1');
    expect(ask(435)).toBe('error 38');
  });

  test('signals reach own threads only', () => {
    expect([ask(numbers.tgkill, 77n, 78n, 6n), ask(numbers.tgkill, 1n, 1n, 6n)]).toEqual(['allowed', 'error 1']);
  });

  test('messages go to the connected peer only, whatever half of an address is zero', () => {
    expect(ask(numbers.sendto, 1n, 2n, 3n, 0n, 0n)).toBe('allowed');
    expect(ask(numbers.sendto, 1n, 2n, 3n, 0n, 5n)).toBe('error 13');
    expect(ask(numbers.sendto, 1n, 2n, 3n, 0n, 5n << 32n)).toBe('error 13');
  });

  test('pairs of streams may be made, of datagrams may not', () => {
    const kinds = [1n, 5n, 1n | 0x80000n, 2n, 2n | 0x80800n, 3n];
    expect(kinds.map((kind) => ask(numbers.socketpair, 1n, kind))).toEqual([
      'allowed',
      'allowed',
      'allowed',
      'error 1',
      'error 1',
      'error 1',
    ]);
  });

  test('a descriptor cannot be told to signal somebody', () => {
    const commands = [4n, 8n, 10n, 15n, (1n << 32n) | 8n];
    expect(commands.map((command) => ask(numbers.fcntl, 0n, command))).toEqual([
      'allowed',
      'error 1',
      'error 1',
      'error 1',
      'error 1',
    ]);
  });

  test('calls that nobody reviewed, and those of x32, are not there', () => {
    expect([ask(463), ask(600), ask(0x40000000 | numbers.read)]).toEqual(['error 38', 'error 38', 'error 38']);
  });

  test('another architecture ends the process', () => {
    expect(answer(architecture, { number: numbers.read, audit: 0x40000003 })).toBe('killed');
  });

  test('fits into what the kernel takes', () => {
    expect(callFilter({ architecture, processId: 1, keepsEventRings: true }).length).toBeLessThan(4_096);
  });
});
