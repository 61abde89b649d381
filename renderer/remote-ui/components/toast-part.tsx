import { Toast } from '@base-ui/react/toast';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { IconButton } from '../../design/button.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf, textOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './toast-part.css';

/** A message in the corner of its own frame. It goes away at once when a person wants it to, and never takes the focus. */
export function ToastPart({ node, children }: PartProps): ReactNode {
  const { title, detail, tone, lasts } = propsOf<'Toast'>(node);
  const { events, toasts } = useView();
  const [isGone, setGone] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const dismiss = useCallback(() => {
    setGone(true);
    // It can happen by itself, so it must not count as something that a person did.
    events.continuous(node, 'onDismiss', null);
  }, [events, node]);
  useEffect(() => {
    if (lasts === 0 || isHeld || isGone) return undefined;
    const timer = setTimeout(dismiss, lasts);
    return () => clearTimeout(timer);
  }, [lasts, isHeld, isGone, dismiss]);
  if (!toasts || isGone) return null;
  const content = textOf(node) ?? children;
  return (
    <Toast.Portal container={toasts}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is on it */}
      <div
        className="rv-toast"
        data-tone={tone}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
        onFocus={() => setHeld(true)}
        onBlur={() => setHeld(false)}
      >
        <div className="rv-toast-head">
          <span className="rv-toast-title">{title}</span>
          <IconButton label="Dismiss" onClick={dismiss}>
            <Icon name="close" size={14} />
          </IconButton>
        </div>
        {detail ? <p className="rv-toast-detail">{detail}</p> : null}
        {content ? <div className="rv-toast-foot">{content}</div> : null}
      </div>
    </Toast.Portal>
  );
}
