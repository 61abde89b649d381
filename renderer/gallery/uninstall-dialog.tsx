import { type ReactNode, useRef, useState } from 'react';
import type { AddinSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogDescription } from '../design/dialog.tsx';
import { CheckLine } from '../design/field.tsx';

export interface UninstallDialogProps {
  /** Null closes it. */
  addin: AddinSummary | null;
  onClose(): void;
  onUninstall(addinId: string, keepData: boolean): void;
}

export function UninstallDialog({ addin, onClose, onUninstall }: UninstallDialogProps): ReactNode {
  const cancel = useRef<HTMLButtonElement>(null);
  const [keepData, setKeepData] = useState(true);
  const last = useRef(addin);
  // The words stay while the dialog fades.
  if (addin) last.current = addin;
  const name = last.current?.displayName ?? '';
  const uninstall = (): void => {
    if (addin) onUninstall(addin.id, keepData);
    onClose();
  };
  return (
    <Dialog
      open={addin !== null}
      onClose={onClose}
      title={`Uninstall ${name}?`}
      role="alertdialog"
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button look="danger" onClick={uninstall}>
            Uninstall
          </Button>
        </>
      }
    >
      <DialogDescription>Its windows close, its process ends and its files are removed.</DialogDescription>
      <div className="uninstall-choice">
        <CheckLine label="Keep its data, in case I install it again" checked={keepData} onChange={setKeepData} />
      </div>
    </Dialog>
  );
}
