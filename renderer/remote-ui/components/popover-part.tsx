import { Popover } from '@base-ui/react/popover';
import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useScrollStop } from '../../design/use-scroll-stop.ts';
import type { PartProps } from '../element-tree.ts';
import { mayTakeFocus } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useDraft } from '../use-draft.ts';
import { useView } from '../view-context.ts';
import { SIDES, splitFirst, useAnchored } from './anchored.ts';
import { announcePopup } from './announce-popup.ts';
import './popover-parts.css';

/** Stands beside its first child, inside its frame. A person can always close it, whatever the add-in does. */
export function PopoverPart({ node, children }: PartProps): ReactNode {
  const { label, side, width } = propsOf<'Popover'>(node);
  const { overlay } = useView();
  const [open, change] = useDraft(node, false, 'onOpenChange');
  const { wrapper, anchor } = useAnchored();
  const [first, others] = splitFirst(children);
  const isOpen = open && overlay !== null;
  const id = useId();
  useOpener(wrapper, () => announcePopup(openerIn(anchor()), { open: isOpen, id }));
  const { ref: popup, tabIndex } = useScrollStop();
  return (
    <Popover.Root
      open={isOpen}
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
            ref={popup}
            id={id}
            {...(tabIndex === undefined ? {} : { tabIndex })}
            className="rv-popover scroller"
            aria-label={label}
            style={width === undefined ? undefined : { width }}
            initialFocus={() => mayTakeFocus(overlay)}
            finalFocus={() => mayTakeFocus(overlay) && (openerIn(anchor()) ?? true)}
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

/** What the person opens it with, and where the keyboard goes back to: the child, or the first in it that takes keys. */
function openerIn(element: Element | null): HTMLElement | null {
  const found = element?.matches(FOCUSABLE) ? element : element?.querySelector(FOCUSABLE);
  return found instanceof HTMLElement ? found : null;
}

/** The child draws itself: `announce` runs for whatever is there after each change. */
function useOpener(wrapper: RefObject<HTMLElement | null>, announce: () => void): void {
  const latest = useRef(announce);
  useLayoutEffect(() => {
    latest.current = announce;
    announce();
  });
  useEffect(() => {
    if (!wrapper.current) return undefined;
    const changes = new MutationObserver(() => latest.current());
    changes.observe(wrapper.current, { childList: true, subtree: true });
    return () => changes.disconnect();
  }, [wrapper]);
}

const FOCUSABLE = 'button, input, select, textarea, [tabindex="0"]';
