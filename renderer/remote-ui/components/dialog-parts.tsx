import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, useEffect } from 'react';
import { IconButton } from '../../design/button.tsx';
import { useScrollStop } from '../../design/use-scroll-stop.ts';
import type { PartProps } from '../element-tree.ts';
import { mayTakeFocus } from '../may-take-focus.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import { Icon } from './icon.tsx';
import './dialog-parts.css';

/** A dialog of an add-in stays inside its frame: it can never be taken for one of the host. */
export function DialogPart({ node, children }: PartProps): ReactNode {
  const { title, detail, kind, width } = propsOf<'Dialog'>(node);
  const { events, overlay, openDialog } = useView();
  const close = () => events.command(node, 'onClose');
  useEffect(openDialog, [openDialog]);
  const { ref: popup, tabIndex } = useScrollStop();
  if (!overlay) return null;
  return (
    // Not modal: only what is behind it in its own frame is shut, the other frames go on.
    <Dialog.Root open modal={false} disablePointerDismissal onOpenChange={(open) => (open ? null : close())}>
      <Dialog.Portal container={overlay}>
        <div className="rv-dialog-scrim" />
        <Dialog.Viewport className="rv-dialog-place">
          <Dialog.Popup
            ref={popup}
            {...(tabIndex === undefined ? {} : { tabIndex })}
            className="rv-dialog scroller"
            style={{ width }}
            data-kind={kind}
            initialFocus={() => mayTakeFocus(overlay)}
            finalFocus={() => mayTakeFocus(overlay)}
          >
            <header className="rv-dialog-head">
              <Dialog.Title className="rv-dialog-title">{title}</Dialog.Title>
              {node.listeners.has('onClose') ? (
                <IconButton label="Close" onClick={close}>
                  <Icon name="close" />
                </IconButton>
              ) : null}
            </header>
            {detail ? <Dialog.Description className="rv-dialog-detail">{detail}</Dialog.Description> : null}
            <div className="rv-dialog-body">{children}</div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function DialogActionsPart({ children }: PartProps): ReactNode {
  return <footer className="rv-dialog-actions">{children}</footer>;
}
