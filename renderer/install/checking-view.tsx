import type { ReactNode, RefObject } from 'react';
import { Button } from '../design/button.tsx';
import { DialogTitle } from '../design/dialog.tsx';
import { ProgressLine } from '../design/progress-line.tsx';

export interface CheckingViewProps {
  fileName: string;
  heading: RefObject<HTMLHeadingElement | null>;
  onCancel(): void;
}

export function CheckingView({ fileName, heading, onCancel }: CheckingViewProps): ReactNode {
  return (
    <>
      <header className="sheet-head">
        <div className="sheet-words">
          <DialogTitle>
            <span ref={heading} tabIndex={-1} className="sheet-title">
              Checking the package
            </span>
          </DialogTitle>
          <p className="soft ellipsis">{fileName}</p>
        </div>
      </header>
      <div className="sheet-part">
        <ProgressLine label="Checking" fraction={null} />
      </div>
      <footer className="dialog-foot">
        <Button onClick={onCancel}>Cancel</Button>
      </footer>
    </>
  );
}
