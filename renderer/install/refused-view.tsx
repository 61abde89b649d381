import { PackageX } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { DialogTitle } from '../design/dialog.tsx';
import { ProblemBox, problemText } from '../design/problem-box.tsx';
import type { InstallItem } from './install-queue.ts';

export interface RefusedViewProps {
  item: Extract<InstallItem, { state: 'refused' }>;
  heading: RefObject<HTMLHeadingElement | null>;
  position: string | null;
  onClose(): void;
}

/** Nothing was kept of a refused package; the sheet says why and what would help. */
export function RefusedView({ item, heading, position, onClose }: RefusedViewProps): ReactNode {
  const { fileName, problem } = item;
  return (
    <>
      <header className="sheet-head">
        <PackageX className="sheet-refused" size={34} strokeWidth={1.5} aria-hidden="true" />
        <div className="sheet-words">
          <DialogTitle>
            <span ref={heading} tabIndex={-1} className="sheet-title">
              Not installed
            </span>
          </DialogTitle>
          <p className="soft sheet-file">{fileName}</p>
        </div>
        {position ? <span className="soft number">{position}</span> : null}
      </header>
      <div className="sheet-part">
        <ProblemBox problem={problem} />
        <p className="soft sheet-note">Nothing of it was kept and nothing was changed.</p>
      </div>
      <footer className="dialog-foot">
        <CopyButton label="Copy details" text={() => `${fileName}\n${problemText(problem)}`} />
        <span className="sheet-space" />
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </footer>
    </>
  );
}
