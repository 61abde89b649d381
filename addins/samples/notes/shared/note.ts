import type { Plain } from '@bulkhead/sdk';

/** A note as it is stored: plain data. */
export interface Note {
  [key: string]: Plain;
  id: string;
  title: string;
  text: string;
  /** Milliseconds since 1970. */
  changedAt: number;
}

/** Reads a note from what was stored or handed over; undefined when it is none. */
export function readNote(value: unknown): Note | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, title, text, changedAt } = value as Record<string, unknown>;
  if (typeof id !== 'string' || typeof title !== 'string' || typeof text !== 'string') return undefined;
  return { id, title, text, changedAt: typeof changedAt === 'number' ? changedAt : 0 };
}

export function titleOf(note: Note): string {
  return note.title.trim() || firstLine(note.text) || 'Untitled note';
}

/** What the list shows below the title. */
export function previewOf(note: Note): string {
  const line = firstLine(note.text);
  return line === titleOf(note) || line === '' ? 'No text yet' : line;
}

const LINE_LENGTH = 80;

function firstLine(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '') ?? '';
  return line.trim().slice(0, LINE_LENGTH);
}

export function wordCount(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
}

/** The note as a Markdown file. */
export function toMarkdown(note: Note): string {
  const heading = note.title.trim() === '' ? '' : `# ${note.title.trim()}\n\n`;
  return `${heading}${note.text.trimEnd()}\n`;
}

/** A name for the exported file that every system takes. */
export function fileNameOf(note: Note): string {
  const name = titleOf(note)
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);
  return `${name || 'note'}.md`;
}
