import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from './design/button.tsx';
import { Dialog, DialogDescription } from './design/dialog.tsx';
import { ProblemBox } from './design/problem-box.tsx';
import type { WindowModel } from './window-model.ts';

/** Without its host the window can do nothing, and says so rather than pretend. */
export function LostDialog({ model }: { model: WindowModel }): ReactNode {
  const isLost = useStore(model.state, (state) => state.phase === 'lost');
  const problem = useStore(model.state, (state) => state.problem);
  return (
    <Dialog
      open={isLost}
      onClose={() => undefined}
      dismissible={false}
      role="alertdialog"
      title="Bulkhead has stopped working"
      footer={
        <Button look="primary" onClick={() => window.close()}>
          Close the window
        </Button>
      }
    >
      <DialogDescription>
        The part of Bulkhead behind this window is gone. Start Bulkhead again: your frames and what the add-ins saved
        come back.
      </DialogDescription>
      {problem ? <ProblemBox problem={problem} /> : null}
    </Dialog>
  );
}
