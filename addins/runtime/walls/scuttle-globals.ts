/** ECMAScript itself, which Node's own code reads from the global object at any time. */
const LANGUAGE = `
  AggregateError Array ArrayBuffer AsyncDisposableStack AsyncIterator BigInt BigInt64Array BigUint64Array Boolean
  DataView Date DisposableStack Error EvalError Float16Array Float32Array Float64Array Function Infinity Int16Array
  Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp
  Set String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray
  WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape globalThis isFinite isNaN parseFloat
  parseInt undefined unescape`;

/** Without any right, and used by the runtime, its libraries and the ports. */
const HARMLESS = `
  Buffer TextDecoder TextEncoder URL clearImmediate clearInterval clearTimeout queueMicrotask setImmediate setInterval
  setTimeout`;

export const KEPT_GLOBALS: ReadonlySet<string> = new Set(`${LANGUAGE} ${HARMLESS}`.trim().split(/\s+/));

/**
 * Deletes everything else from the real global object: code that breaks out of the compartment finds the language and
 * timers there, nothing more. Answers the names that could not be removed.
 */
export function scuttleGlobals(inertFunction: unknown): string[] {
  const stuck: string[] = [];
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!KEPT_GLOBALS.has(name) && !Reflect.deleteProperty(globalThis, name)) stuck.push(name);
  }
  // Libraries probe for it by name; this one refuses to compile anything.
  Object.defineProperty(globalThis, 'Function', { value: inertFunction, writable: false, configurable: false });
  return stuck;
}
