import { Tooltip } from '@base-ui/react/tooltip';
import { type FocusEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { SIDES, useAnchored } from './anchored.ts';
import './popover-parts.css';

/** Milliseconds that the pointer rests before words appear. */
const REST = 450;

export function TooltipPart({ node, children }: PartProps): ReactNode {
  const { words, side } = propsOf<'Tooltip'>(node);
  const { overlay } = useView();
  const { wrapper, anchor } = useAnchored();
  const { open, close, handlers } = useResting();
  const id = useId();
  useEffect(() => (open ? tellWords(anchor(), id) : undefined));
  return (
    <Tooltip.Root
      open={open && overlay !== null}
      // It knows no trigger and would close at once; here only Escape is its to answer.
      onOpenChange={(next, { reason }) => (!next && reason === 'escape-key' ? close() : undefined)}
    >
      <span ref={wrapper} className="rv-anchor" {...handlers}>
        {children}
      </span>
      <Tooltip.Portal container={overlay}>
        <Tooltip.Positioner
          className="rv-popup-place rv-tooltip-place"
          anchor={anchor}
          side={SIDES[side]}
          sideOffset={6}
          collisionPadding={6}
          collisionBoundary={overlay?.parentElement ?? 'clipping-ancestors'}
        >
          <Tooltip.Popup id={id} role="tooltip" className="rv-tooltip">
            {words}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Open while the pointer rests on something or the keyboard is in it; closed by Escape and by a press. */
function useResting() {
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  const handlers = {
    onPointerOver: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setOpen(true), REST);
    },
    onPointerOut: close,
    onPointerDown: close,
    onFocus: ({ target }: FocusEvent) => {
      if (target.matches(':focus-visible')) setOpen(true);
    },
    onBlur: close,
  };
  return { open, close, handlers };
}

/** Says the words to people who cannot see them, unless the child is described by something else. */
function tellWords(element: Element | null, id: string): (() => void) | undefined {
  if (!element || element.hasAttribute('aria-describedby')) return undefined;
  element.setAttribute('aria-describedby', id);
  return () => element.removeAttribute('aria-describedby');
}
