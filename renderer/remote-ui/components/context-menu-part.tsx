import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from 'react';
import { AnchoredMenu, type AnchorPlace } from '../../design/menu.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { menuEntry } from './action-parts.tsx';
import './popover-parts.css';

/** Text that is edited keeps the menu of the system, with which one can copy and paste. */
const EDITED = 'input, textarea';

export function ContextMenuPart({ node, children }: PartProps): ReactNode {
  const { label } = propsOf<'ContextMenu'>(node);
  const { events, isLive } = useView();
  const [place, setPlace] = useState<AnchorPlace | null>(null);
  const lines = node.children.filter(({ entry }) => entry?.spec.place === 'part');
  const openAt = (event: KeyboardEvent | MouseEvent, next: AnchorPlace) => {
    const isEdited = event.target instanceof Element && event.target.closest(EDITED) !== null;
    if (isEdited || event.defaultPrevented || lines.length === 0) return;
    event.preventDefault();
    setPlace(next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is inside has the focus; this only hears its keys
    <div
      className="rv-context"
      onContextMenu={(event) => openAt(event, pointOf(event))}
      onKeyDown={(event) => {
        const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
        if (isMenuKey && event.target instanceof Element) openAt(event, activePart(event.target));
      }}
    >
      {children}
      <AnchoredMenu
        label={label}
        anchor={place}
        entries={() => lines.map((line) => menuEntry(line, events, isLive))}
        onClose={() => setPlace(null)}
      />
    </div>
  );
}

function pointOf({ clientX, clientY }: MouseEvent): AnchorPlace {
  const rectangle = new DOMRect(clientX, clientY, 0, 0);
  return { getBoundingClientRect: () => rectangle };
}

/** A list keeps the focus and names its active line: the menu belongs to that line. */
function activePart(focused: Element): Element {
  const id = focused.getAttribute('aria-activedescendant');
  return (id === null ? null : focused.ownerDocument.getElementById(id)) ?? focused;
}
