import { decodeGraph } from './graph-decode.ts';
import { encodeGraph, type Graph } from './graph-encode.ts';
import { isJsonSafe } from './json-safe.ts';

/** A value as text, ready to be embedded in a frame; `rich` says that the text is a graph (see graph-encode.ts). */
export interface EncodedValue {
  readonly text: string;
  readonly rich: boolean;
  readonly attachments: readonly Uint8Array[];
}

const noAttachments: readonly Uint8Array[] = [];

/** @throws {Error} "An object could not be cloned." */
export function encodeValue(value: unknown): EncodedValue {
  if (isJsonSafe(value)) return { text: JSON.stringify(value), rich: false, attachments: noAttachments };
  const attachments: Uint8Array[] = [];
  const graph = encodeGraph(value, attachments);
  return { text: JSON.stringify(graph), rich: true, attachments };
}

/** `data` is the parsed text of an EncodedValue. */
export function decodeValue(data: unknown, rich: boolean, attachments: readonly Uint8Array[]): unknown {
  return rich ? decodeGraph(data as Graph, attachments) : data;
}

/** A structured clone with Electron's rules and error text. */
export function cloneValue(value: unknown): unknown {
  const { text, rich, attachments } = encodeValue(value);
  return decodeValue(JSON.parse(text), rich, attachments);
}
