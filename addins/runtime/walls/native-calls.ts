import { createRequire } from 'node:module';

/** Raw system calls. Everything here ends when the last reference is dropped: nothing is left in a module cache. */
export interface NativeCalls {
  /** Makes a system call and answers what the kernel answered: a value, or the negated error number. */
  call(number: number, ...args: readonly (number | bigint)[]): number;
  /** Where `bytes` are in memory. Valid while the caller keeps them. */
  addressOf(bytes: Uint8Array): bigint;
}

/** The part of koffi that is used; its own types describe its package entry, which is not loaded. */
interface Koffi {
  load(path: null): { func(name: string, result: string, parameters: readonly string[]): NativeFunction };
  address(value: Uint8Array): bigint;
  errno(): number;
}
type NativeFunction = (...args: readonly (number | bigint)[]) => number;

/** A system call has a number and at most six arguments. */
const PARAMETERS = Array.from({ length: 7 }, () => 'int64');

/**
 * Loads the foreign-function library by its binary: its package entry would read files to find it, ten times slower.
 * Throws when this system has no binary of it.
 */
export function loadNativeCalls(): NativeCalls {
  const koffi = loadKoffi();
  const systemCall = koffi.load(null).func('syscall', 'int64', PARAMETERS);
  return {
    call(number, ...args) {
      const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = args;
      const value = systemCall(number, first, second, third, fourth, fifth, sixth);
      return value === -1 ? -koffi.errno() : value;
    },
    addressOf: (bytes) => koffi.address(bytes),
  };
}

function loadKoffi(): Koffi {
  const { arch } = process;
  const require = createRequire(import.meta.url);
  const failures: unknown[] = [];
  for (const library of [`linux_${arch}`, `musl_${arch}`]) {
    try {
      const module = { exports: {} };
      process.dlopen(module, require.resolve(`@koromix/koffi-linux-${arch}/${library}/koffi.node`));
      return module.exports as Koffi;
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw new AggregateError(failures, `no native library for linux-${arch}`);
}
