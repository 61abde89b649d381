import type { HostNode } from './host-node.ts';

export interface DumpOptions {
  /** What stands in the view is written out; otherwise only how long it is. */
  withTexts: boolean;
}

/** Lines of one dump: more is read by nobody, and a view may have 200,000 parts. */
const LINES = 5_000;
/** Characters of one value. */
const VALUE_LENGTH = 80;
/** A field of this kind holds what nobody else may see, whatever is ticked. */
const SECRET_KIND = 'password';

/** The tree of a view as text, one part a line. */
export function dumpTree(root: HostNode, options: DumpOptions): string {
  const lines: string[] = [];
  const isWhole = dumpNode(root, { ...options, lines, depth: 0 });
  if (!isWhole) lines.push(`… the rest is left out after ${LINES} lines`);
  return lines.join('\n');
}

interface Walk extends DumpOptions {
  lines: string[];
  depth: number;
}

function dumpNode(node: HostNode, walk: Walk): boolean {
  if (walk.lines.length >= LINES) return false;
  walk.lines.push(`${'  '.repeat(walk.depth)}${lineOf(node, walk)}`);
  const below = { ...walk, depth: walk.depth + 1 };
  return node.children.every((child) => dumpNode(child, below));
}

function lineOf(node: HostNode, { withTexts }: DumpOptions): string {
  if (!node.entry) return `text ${written(node.text, withTexts)}`;
  const mayTell = withTexts && node.props['kind'] !== SECRET_KIND;
  const parts = [`${node.entry.name} #${node.id}`];
  if (node.explicitKey !== null) parts.push(`key=${written(node.explicitKey, withTexts)}`);
  for (const name of Object.keys(node.props)) parts.push(`${name}=${propertyText(node, name, mayTell)}`);
  if (node.draft) parts.push(`typed=${written(node.draft.value, mayTell)}`);
  if (node.listeners.size > 0) parts.push(`on(${[...node.listeners].join(' ')})`);
  if (node.hidden) parts.push('hidden');
  if (node.rows) parts.push(`rows=${node.rows.cells.size}`);
  return parts.join(' ');
}

function propertyText(node: HostNode, name: string, withTexts: boolean): string {
  const value = node.props[name];
  const isWord = typeof value === 'string' && isVocabulary(node, name);
  return written(value, withTexts || isWord);
}

/** A value out of a fixed list is a word of ours, not of the add-in or a person. */
function isVocabulary(node: HostNode, name: string): boolean {
  const form = node.entry?.props.get(name)?.type.form ?? '';
  return /^'[^']*'( \| '[^']*')*(, or null)?$/.test(form);
}

/** A value, or what kind of value stands there. */
function written(value: unknown, isTold: boolean): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (isTold) return capped(JSON.stringify(value) ?? 'nothing');
  if (typeof value === 'string') return `text(${value.length})`;
  if (Array.isArray(value)) return `list(${value.length})`;
  return typeof value === 'number' ? 'number' : `record(${Object.keys(value as object).length})`;
}

function capped(text: string): string {
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}… (${text.length})` : text;
}
