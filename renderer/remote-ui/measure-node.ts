import type { HostNode } from './host-node.ts';

/** Where a part is drawn, in CSS pixels from the corner of its view. */
export interface DrawnArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What React gives for a fragment's `ref` (its types do not list it yet). */
export interface DrawnFragment {
  getClientRects(): readonly DOMRect[];
}

const NOWHERE: DrawnArea = { x: -1, y: -1, width: -1, height: -1 };

/** The area of everything that a part draws, -1 in all when that is nothing. Add-ins learn nothing of what is outside. */
export function measureNode(node: HostNode, surface: Element | null): DrawnArea {
  const rectangles = node.drawn?.current?.getClientRects() ?? [];
  const first = rectangles[0];
  if (!first || !surface) return NOWHERE;
  const corner = surface.getBoundingClientRect();
  let { left, top, right, bottom } = first;
  for (const rectangle of rectangles) {
    left = Math.min(left, rectangle.left);
    top = Math.min(top, rectangle.top);
    right = Math.max(right, rectangle.right);
    bottom = Math.max(bottom, rectangle.bottom);
  }
  return { x: left - corner.left, y: top - corner.top, width: right - left, height: bottom - top };
}
