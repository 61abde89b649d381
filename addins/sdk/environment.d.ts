/** What an add-in finds on its global object besides the language itself. There is no DOM and no Node. */

declare function setTimeout(task: () => void, milliseconds?: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(task: () => void, milliseconds?: number): number;
declare function clearInterval(timer: number | undefined): void;
declare function setImmediate(task: () => void): number;
declare function clearImmediate(task: number | undefined): void;
declare function queueMicrotask(task: () => void): void;

interface TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare const TextDecoder: {
  new (encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
};

interface TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare const TextEncoder: { new (): TextEncoder };

/** One line in the add-in's own log. */
declare const console: Readonly<Record<'debug' | 'log' | 'info' | 'warn' | 'error', (...values: unknown[]) => void>>;
/** Milliseconds since the process started, coarse on purpose. */
declare const performance: { now(): number };
