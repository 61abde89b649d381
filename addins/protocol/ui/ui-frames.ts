import type { Plain } from '../plain-data.ts';
import type { WireNumbers } from './wire-numbers.ts';

/**
 * The UI messages of a view port. They travel as items of the session's frames, in order with the calls.
 *
 * Add-in to window: `[frameId, sequence, newNames, ops, values]`. Names (component types, properties, events, methods)
 * are sent once; afterwards they are numbers, counted from 1 in the order of arrival. Nodes have numbers too, counted
 * from 1 in the order in which they are described; 0 is the view itself as a parent and "at the end" as a place.
 * `ops` is one flat list of numbers: an operation code and its fields, again and again. A field that holds a value
 * (text, a list, …) is a number as wire-values.ts says; what such a number cannot be is in `values`.
 */
export type UiFrame = [frameId: string, sequence: number, newNames: string[], ops: WireNumbers, values: unknown[]];

export const OP = {
  /** parent, before, then the node in preorder: see {@link TEXT_NODE}. */
  tree: 1,
  /** parent, id, before */
  move: 2,
  /** id */
  remove: 3,
  /** id, name, value */
  set: 4,
  /** id, name */
  unset: 5,
  /** id, text */
  text: 6,
  /** id, event name, 1 listens or 0 does not */
  listen: 7,
  /** id, 1 hidden or 0 shown */
  hide: 8,
  /** parent, count, ...ids of all its children */
  order: 9,
  /** parent */
  clear: 10,
  /** id, method name, value */
  call: 11,
  /** id, revision, start, columns, [cells row by row] */
  rows: 12,
  /** id, name of a property or 0 for a text, at, deleted characters, text put in their place; before all others */
  splice: 13,
  /** id, value, number of the edit it answers */
  propose: 14,
  /** event number, null or what went wrong: the handler of a command has finished */
  done: 15,
  /** message, component stack: the view cannot be drawn any more */
  fail: 16,
  /** id, what is asked (see {@link QUESTIONS}), number of the question: the window answers with TAG.answer */
  ask: 17,
} as const;

/** What an add-in may ask about any component. */
export const QUESTIONS: ReadonlySet<string> = new Set(['measure']);

/**
 * A node in preorder. Text: `0, text`. Component: `type, header, key if it has one, (name, value)*, event*, child*`.
 * Nodes are numbered as they are written: each takes the next id, so none travels and none can be used twice.
 */
export const TEXT_NODE = 0;

/** How many of each follow a component's header, which packs them into one number: large views are mostly headers. */
export interface NodeHeader {
  hasKey: boolean;
  properties: number;
  listeners: number;
  children: number;
}

/** Largest numbers that a header has room for. */
export const HEADER_PROPERTIES = 63;
export const HEADER_LISTENERS = 15;
export const HEADER_CHILDREN = 0xf_ffff;

export function packHeader({ hasKey, properties, listeners, children }: NodeHeader): number {
  return (hasKey ? 1 : 0) | (properties << 1) | (listeners << 7) | (children << 11);
}

export const headerHasKey = (header: number): boolean => (header & 1) === 1;
export const headerProperties = (header: number): number => (header >> 1) & HEADER_PROPERTIES;
export const headerListeners = (header: number): number => (header >> 7) & HEADER_LISTENERS;
export const headerChildren = (header: number): number => header >>> 11;

/** Characters of all texts of one frame: copying more would block the window for a visible time. */
export const FRAME_CHARACTERS = 4 * 1024 * 1024;
/** Characters of a name on the wire. */
export const NAME_CHARACTERS = 40;
/** Names of one view: the vocabulary has fewer. */
export const NAMES = 1_024;
/** Characters of an explicit key. */
export const KEY_CHARACTERS = 200;
/** Characters of a message or a stack. */
export const FAILURE_CHARACTERS = 4_000;
/** Cells of one answer to a range. */
export const ROWS_CELLS = 100_000;

export const TAG = {
  /** frameId, sequence: one frame is being drawn, another one may come */
  ack: 1,
  /** frameId, event number or 0, node id, event name, payload, number of the edit or 0 */
  event: 2,
  /** frameId, sequence, reason: the frame was refused, nothing of it was drawn; the window now waits for sequence 0 */
  nack: 3,
  /** frameId, number of the question, x, y, width, height; the last four are -1 for what is not on the screen */
  answer: 4,
  /** frameId, 1 seen + 2 has the focus */
  presence: 5,
} as const;

/** How often a view whose frame was refused is sent anew before it is given up. */
export const RESENDS = 3;
/** Questions of one view that wait for an answer. */
export const OPEN_QUESTIONS = 64;
/** Bits of {@link TAG.presence}. */
export const SEEN = 1;
export const FOCUSED = 2;

export type UiAck = [tag: typeof TAG.ack, frameId: string, sequence: number];
export type UiEvent = [
  tag: typeof TAG.event,
  frameId: string,
  /** Positive when the window waits for `done`. */
  eventNumber: number,
  nodeId: number,
  name: string,
  payload: Plain,
  editCount: number,
];
export type UiNack = [tag: typeof TAG.nack, frameId: string, sequence: number, reason: string];
export type UiArea = [
  tag: typeof TAG.answer,
  frameId: string,
  question: number,
  x: number,
  y: number,
  width: number,
  height: number,
];
export type UiPresence = [tag: typeof TAG.presence, frameId: string, bits: number];
export type UiAnswer = UiAck | UiEvent | UiNack | UiArea | UiPresence;

export function isNodeId(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= 0x7fff_ffff && Number.isInteger(value);
}

/** Reads a message of the window; undefined when it has the wrong form. */
export function readAnswer(message: unknown): UiAnswer | undefined {
  if (!Array.isArray(message) || typeof message[1] !== 'string' || !Number.isInteger(message[2])) return undefined;
  if (message[0] === TAG.ack) return message as UiAck;
  if (message[0] === TAG.nack) return typeof message[3] === 'string' ? (message as UiNack) : undefined;
  if (message[0] === TAG.presence) return message as UiPresence;
  if (message[0] === TAG.answer) return isArea(message) ? (message as UiArea) : undefined;
  if (message[0] !== TAG.event) return undefined;
  const fits = isNodeId(message[3]) && typeof message[4] === 'string' && Number.isInteger(message[6]);
  return fits ? (message as UiEvent) : undefined;
}

function isArea(message: readonly unknown[]): boolean {
  for (let at = 3; at < 7; at++) if (!Number.isFinite(message[at])) return false;
  return true;
}
