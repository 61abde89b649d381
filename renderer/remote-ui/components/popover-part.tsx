import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import type { PartProps } from '../element-tree.ts';
import { mayTakeFocus } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { SIDES, splitFirst, useAnchored } from './anchored.ts';
import './popover-parts.css';

/** Stands beside its first child, inside its frame. A person can always close it, whatever the add-in does. */
export function PopoverPart({ node, children }: PartProps): ReactNode {
  const { label, side, width } = propsOf<'Popover'>(node);
  const { overlay } = useView();
  const [open, change] = useDraft(node, false, 'onOpenChange');
  const { wrapper, anchor } = useAnchored();
  const [first, others] = splitFirst(children);
  return (
    <Popover.Root
      open={open && overlay !== null}
      modal={false}
      onOpenChange={(next, { event }) => {
        // A press on the child itself is the add-in's to answer: mostly it opens and closes.
        if (!next && !goesTo(event, anchor())) change(false);
      }}
    >
      <span ref={wrapper} className="rv-anchor">
        {first}
      </span>
      <Popover.Portal container={overlay}>
        <Popover.Positioner
          className="rv-popup-place"
          anchor={anchor}
          side={SIDES[side]}
          align="start"
          sideOffset={5}
          collisionPadding={6}
          collisionBoundary={overlay?.parentElement ?? 'clipping-ancestors'}
        >
          <Popover.Popup
            className="rv-popover"
            aria-label={label}
            style={width === undefined ? undefined : { width }}
            initialFocus={() => mayTakeFocus(overlay)}
            finalFocus={() => mayTakeFocus(overlay) && focusableIn(anchor())}
          >
            {others}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** True when a press or the keyboard went into `element`. */
function goesTo(event: Event, element: Element | null): boolean {
  if (event instanceof KeyboardEvent) return false;
  const target = event instanceof FocusEvent ? event.relatedTarget : event.target;
  return target instanceof Node && element?.contains(target) === true;
}

/** Where the keyboard goes back to: the child, or the first thing in it that takes keys. */
function focusableIn(element: Element | null): HTMLElement | true {
  const found = element?.matches(FOCUSABLE) ? element : element?.querySelector(FOCUSABLE);
  return found instanceof HTMLElement ? found : true;
}

const FOCUSABLE = 'button, input, select, textarea, [tabindex="0"]';
