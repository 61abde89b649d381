/** Deeper values take the graph encoding, which also handles cycles; JSON.stringify would overflow the stack on them. */
const maximumJsonDepth = 64;

/** Whether JSON carries the value without loss. This is the hot path of every message, so it allocates nothing. */
export function isJsonSafe(value: unknown, depth = 0): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || (depth < maximumJsonDepth && isJsonSafeObject(value, depth + 1));
    default:
      return false;
  }
}

function isJsonSafeObject(value: object, depth: number): boolean {
  if (Array.isArray(value)) return isJsonSafeArray(value, depth);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key of Object.keys(value)) {
    if (!isJsonSafe((value as Record<string, unknown>)[key], depth)) return false;
  }
  return true;
}

function isJsonSafeArray(values: readonly unknown[], depth: number): boolean {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value === 'string') continue;
    if (!isJsonSafe(value, depth)) return false;
  }
  return true;
}
