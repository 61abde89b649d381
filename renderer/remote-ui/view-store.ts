import { type CatalogueEntry, rootEntry } from '../../addins/protocol/ui/catalogue.ts';
import { RULE_PROPS } from '../../addins/protocol/ui/common-props.ts';
import { NameTable } from '../../addins/protocol/ui/name-table.ts';
import type { UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { type FrameTarget, validateFrame } from '../../addins/protocol/ui/validate-frame.ts';
import { FrameApplier } from './frame-applier.ts';
import { HostNode } from './host-node.ts';

/** What a frame said besides changing the tree. */
export interface FrameNews {
  operations: number;
  /** Commands whose handlers finished, each with what went wrong or null. */
  done: { eventNumber: number; problem: string | null }[];
  /** Why the view cannot be drawn any more. */
  failure: { message: string; stack: string } | null;
  /** What the add-in asks about parts of the view. */
  questions: { node: HostNode; number: number }[];
}

/** The tree of one view of one generation. */
export class ViewStore implements FrameTarget {
  readonly names = new NameTable();
  readonly root = new HostNode(rootEntry, { id: 0, hostKey: 'view', explicitKey: null });
  readonly nodes = new Map<number, HostNode>();
  lastId = 0;
  nextSequence = 0;
  /** It names properties that make rules, so that they must be followed. */
  hasRules = false;

  get size(): number {
    return this.nodes.size;
  }

  /** Checks a frame and applies it, whole or not at all. Throws E_CONTRACT. */
  apply(frame: readonly unknown[]): FrameNews {
    validateFrame(frame, this);
    this.nextSequence++;
    const [, , names, ops, values] = frame as UiFrame;
    this.hasRules ||= names.some((name) => RULE_PROPS.has(name));
    return new FrameApplier(this, ops, values).run();
  }

  node(id: number): HostNode | undefined {
    return id === 0 ? this.root : this.nodes.get(id);
  }

  entryOf(id: number): CatalogueEntry | null | undefined {
    return this.node(id)?.entry;
  }

  parentOf(id: number): number {
    return this.nodes.get(id)?.parent?.id ?? -1;
  }

  childCount(id: number): number {
    return this.node(id)?.children.length ?? 0;
  }

  textOf(id: number, property: string | null): string | undefined {
    const node = this.nodes.get(id);
    const text = property === null ? node?.text : node?.props[property];
    return typeof text === 'string' ? text : undefined;
  }

  childIds(id: number): readonly number[] {
    return this.node(id)?.children.map((child) => child.id) ?? [];
  }
}
