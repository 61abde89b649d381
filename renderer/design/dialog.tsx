import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { giveFocusBack } from './focus-return.ts';
import { Scroller } from './scroller.tsx';
import './dialog.css';

export interface DialogProps {
  open: boolean;
  /** Escape, or a press beside the dialog where that is harmless. */
  onClose(): void;
  /** Set for the plain form; a dialog with a head of its own uses {@link DialogTitle} instead. */
  title?: string;
  children: ReactNode;
  footer?: ReactNode;
  width?: number;
  place?: 'centre' | 'top';
  className?: string;
  /** What the keyboard is on when it opens: the harmless answer. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** False keeps the dialog when the person presses beside it. */
  dismissible?: boolean;
  /** 'alertdialog' for what needs an answer. */
  role?: 'dialog' | 'alertdialog';
}

/** A dialog of the host: modal, above everything an add-in can draw. */
export function Dialog(props: DialogProps): ReactNode {
  const { open, onClose, title, children, footer, place = 'centre', dismissible = true } = props;
  return (
    <BaseDialog.Root
      open={open}
      disablePointerDismissal={!dismissible}
      onOpenChange={(next) => (next ? null : onClose())}
    >
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="dialog-scrim" />
        <BaseDialog.Viewport className="dialog-place" data-place={place}>
          <BaseDialog.Popup {...popupProps(props)}>
            {title ? (
              <header className="dialog-head">
                <DialogTitle>{title}</DialogTitle>
              </header>
            ) : null}
            {title ? <Scroller className="dialog-body">{children}</Scroller> : children}
            {footer ? <footer className="dialog-foot">{footer}</footer> : null}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

function popupProps({ width, className, initialFocus, role }: DialogProps): BaseDialog.Popup.Props {
  const style = width ? ({ '--dialog-width': `${width}px` } as CSSProperties) : {};
  return {
    className: `dialog ${className ?? ''}`,
    style,
    'data-host-dialog': '',
    finalFocus: giveFocusBack,
    ...(role ? { role } : {}),
    ...(initialFocus ? { initialFocus } : {}),
  } as BaseDialog.Popup.Props;
}

export function DialogTitle({ children, className }: { children: ReactNode; className?: string }): ReactNode {
  return <BaseDialog.Title className={className}>{children}</BaseDialog.Title>;
}

export function DialogDescription({ children, className }: { children: ReactNode; className?: string }): ReactNode {
  return <BaseDialog.Description className={className}>{children}</BaseDialog.Description>;
}
