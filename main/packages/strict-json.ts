import { JSON_DEPTH } from './package-limits.ts';

/** What is wrong with a JSON text, in words that fit behind a file name. */
export class StrictJsonError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StrictJsonError';
  }
}

/** Keys that would reach the prototype of whatever the document is copied into. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A string, or a character that opens, closes or separates. Everything else is left to JSON.parse. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gsu;

interface Level {
  /** Keys seen so far, or null in a list. */
  keys: Set<string> | null;
  keyNext: boolean;
}

/**
 * JSON without what two parsers could read differently: keys given twice, keys of the prototype, deep nesting.
 * Depth is checked before anything recursive sees the text. Throws {@link StrictJsonError}.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  scan(text);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new StrictJsonError(thrown instanceof Error ? thrown.message : 'is not JSON');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new StrictJsonError('is not UTF-8 text');
  }
}

function scan(text: string): void {
  const levels: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') open(levels, token === '{');
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') {
      if (level?.keys) level.keyNext = true;
    } else if (level?.keys && level.keyNext) noteKey(level.keys, token, level);
  }
}

function open(levels: Level[], object: boolean): void {
  if (levels.length >= JSON_DEPTH) throw new StrictJsonError(`is nested deeper than ${JSON_DEPTH} levels`);
  levels.push({ keys: object ? new Set() : null, keyNext: object });
}

function noteKey(keys: Set<string>, token: string, level: Level): void {
  const key = readKey(token);
  if (UNSAFE_KEYS.has(key)) throw new StrictJsonError(`has a key "${key}", which is kept by the language`);
  if (keys.has(key)) throw new StrictJsonError(`has the key "${key.slice(0, 60)}" twice`);
  keys.add(key);
  level.keyNext = false;
}

/** Escapes count: the same key can be written in two ways. */
function readKey(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    throw new StrictJsonError('holds a key that is not valid text');
  }
}
