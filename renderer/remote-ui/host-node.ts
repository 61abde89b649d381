import type { ReactNode } from 'react';
import type { CatalogueEntry } from '../../addins/protocol/ui/catalogue.ts';
import type { Cell } from '../../addins/protocol/ui/prop-types.ts';
import type { DrawnFragment } from './measure-node.ts';

/** The value of a field while a person edits it. It belongs to the window and outlives the add-in's generation. */
export interface Draft {
  value: unknown;
  /** Counts the person's edits; a proposal that answers an older one comes too late. */
  editCount: number;
  /** The person edited it after the add-in last decided what it holds. */
  touched: boolean;
  /** An input method is putting a letter together: nothing may replace the text now. */
  composing: boolean;
  /** What the person wrote in place of the value and the field did not take. It is shown, and the value is what was before. */
  refused: Refused | null;
}

export interface Refused {
  readonly value: unknown;
  /** The person is done writing it, so words about it are no interruption. */
  readonly isTold: boolean;
}

/** Rows that came for a grid or a log, by row number. */
export interface RowCache {
  revision: number;
  columns: number;
  readonly cells: Map<number, readonly Cell[]>;
}

/** What rules that the add-in declared say about a part now. */
export interface Ruling {
  hidden: boolean;
  disabled: boolean;
  /** What is wrong with the value of a field, shown or not. */
  problem: string | null;
  /** The person has seen enough of the field to be told. */
  isProblemShown: boolean;
}

let lastHostKey = 0;

/** A key that no other node of this window has. */
export function createHostKey(): string {
  lastHostKey++;
  return `n${lastHostKey}`;
}

/** One part of a view as the window holds it. */
export class HostNode {
  /** Null for text. */
  readonly entry: CatalogueEntry | null;
  /** The number that the add-in's frames use. */
  readonly id: number;
  /** The key in the window's own tree. It is not the id, so that the next generation can take the place over. */
  hostKey: string;
  readonly explicitKey: string | null;
  readonly props: Record<string, unknown>;
  readonly listeners = new Set<string>();
  text = '';
  hidden = false;
  parent: HostNode | null = null;
  children: HostNode[] = [];
  draft: Draft | null = null;
  rows: RowCache | null = null;
  /** Handlers of commands that have not finished. */
  running = 0;
  /** Methods that the add-in called and the component has not carried out yet. */
  calls: string[] = [];
  /** What it draws, where the add-in may ask for it. */
  drawn: { current: DrawnFragment | null } | null = null;
  /** What the rules of its view make of it, null when none is about it. */
  ruling: Ruling | null = null;
  /** What was built for the screen; null when something at or below this node changed since. */
  element: ReactNode = null;

  constructor(entry: CatalogueEntry | null, options: { id: number; hostKey: string; explicitKey: string | null }) {
    this.entry = entry;
    this.id = options.id;
    this.hostKey = options.hostKey;
    this.explicitKey = options.explicitKey;
    // No prototype but the initial values, which have none themselves.
    this.props = Object.create(entry ? entry.initials : null);
  }

  /** Has this and everything above it built anew at the next paint. */
  invalidate(): void {
    let current: HostNode | null = this;
    while (current && current.element !== null) {
      current.element = null;
      current = current.parent;
    }
  }

  /** This and everything below it, each before what is below it. */
  *walk(): Generator<HostNode> {
    // Of its own, since generators within generators hand every node up through all levels.
    const waiting: HostNode[] = [this];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      yield node;
      for (let index = node.children.length - 1; index >= 0; index--) waiting.push(node.children[index] as HostNode);
    }
  }
}
