import { OP } from '../../protocol/ui/ui-frames.ts';
import type { GuestNode } from './guest-node.ts';
import { longestRun } from './longest-run.ts';
import type { OpWriter, WireNames } from './op-writer.ts';

/** Moves below which single operations are always fine. */
const FEW_MOVES = 16;

/** Writes what turns the children of `parent` as the window has them into what they are now, with the fewest moves. */
export function writeChildren(parent: GuestNode, writer: OpWriter, numbers: WireNames): void {
  const sent = parent.sentOrder ?? [];
  parent.sentOrder = null;
  const kept = writeRemovals(parent, sent, { writer, numbers });
  const children = parent.children();
  const stays = stayingChildren(children, kept);
  const moves = kept.length - stays.size;
  if (moves > FEW_MOVES && moves > children.length / 3) {
    for (const child of children) if (child.id === 0 && !writer.isFull) writer.tree(parent, child, 0);
    const there = waitForRoom(parent, children, writer);
    writer.ops.addAll(OP.order, parent.id, there.length);
    for (const child of there) writer.ops.add(child.id);
    return;
  }
  writePlaces(parent, children, { stays, writer });
}

function writeRemovals(
  parent: GuestNode,
  sent: readonly GuestNode[],
  { writer, numbers }: { writer: OpWriter; numbers: WireNames },
): GuestNode[] {
  const kept: GuestNode[] = [];
  const gone: GuestNode[] = [];
  for (const child of sent) (child.parent === parent ? kept : gone).push(child);
  if (kept.length === 0 && gone.length > 1) writer.ops.addAll(OP.clear, parent.id);
  else for (const child of gone) writer.ops.addAll(OP.remove, child.id);
  for (const child of gone) numbers.dismiss(child);
  return kept;
}

function stayingChildren(children: readonly GuestNode[], kept: readonly GuestNode[]): Set<GuestNode> {
  const place = new Map(kept.map((child, index) => [child, index]));
  const now = children.filter((child) => place.has(child));
  const stays = longestRun(now.map((child) => place.get(child) as number));
  return new Set(now.filter((_, index) => stays[index]));
}

/** Children for which this frame had no room come with the next one. Answers those that the window has after this one. */
function waitForRoom(parent: GuestNode, children: readonly GuestNode[], writer: OpWriter): readonly GuestNode[] {
  if (!writer.isFull) return children;
  const there = children.filter((child) => child.id !== 0);
  if (there.length === children.length) return children;
  parent.sentOrder = there;
  writer.unfinished.push(parent);
  return there;
}

/** From left to right, everything that does not stay goes before the next one that does. */
function writePlaces(
  parent: GuestNode,
  children: readonly GuestNode[],
  { stays, writer }: { stays: ReadonlySet<GuestNode>; writer: OpWriter },
): void {
  const anchors = nextStaying(children, stays);
  for (let index = 0; index < children.length; index++) {
    const child = children[index] as GuestNode;
    if (stays.has(child)) continue;
    const before = anchors[index] as number;
    if (child.id !== 0) {
      writer.ops.addAll(OP.move, parent.id, child.id, before);
    } else if (!writer.isFull) {
      writer.tree(parent, child, before);
    }
  }
  waitForRoom(parent, children, writer);
}

function nextStaying(children: readonly GuestNode[], stays: ReadonlySet<GuestNode>): number[] {
  const anchors = new Array<number>(children.length);
  let anchor = 0;
  for (let index = children.length - 1; index >= 0; index--) {
    anchors[index] = anchor;
    const child = children[index] as GuestNode;
    if (stays.has(child)) anchor = child.id;
  }
  return anchors;
}
