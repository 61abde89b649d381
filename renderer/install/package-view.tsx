import { type ReactNode, type RefObject, useState } from 'react';
import { Button } from '../design/button.tsx';
import { ProgressLine } from '../design/progress-line.tsx';
import { Scroller } from '../design/scroller.tsx';
import { useArmed } from '../design/use-armed.ts';
import { useDelayed } from '../design/use-delayed.ts';
import type { InstallItem } from './install-queue.ts';
import { PackageDetails } from './package-details.tsx';
import { PackageHead } from './package-head.tsx';
import { PackagePromises } from './package-promises.tsx';

export interface PackageViewProps {
  item: Extract<InstallItem, { state: 'ready' | 'installing' }>;
  heading: RefObject<HTMLHeadingElement | null>;
  position: string | null;
  onCancel(): void;
  onInstall(): void;
}

/** Shorter work needs no progress bar. */
const PROGRESS_AFTER = 300;

const ANSWERS = { install: 'Install', upgrade: 'Upgrade', reinstall: 'Reinstall' } as const;

export function PackageView({ item, heading, position, onCancel, onInstall }: PackageViewProps): ReactNode {
  const [hasDetails, setDetails] = useState(false);
  const isArmed = useArmed(item.key);
  const isInstalling = item.state === 'installing';
  const showsProgress = useDelayed(isInstalling, PROGRESS_AFTER);
  const { staged } = item;
  return (
    <>
      <PackageHead staged={staged} heading={heading} position={position} />
      <Scroller className="sheet-scroll">
        <PackagePromises staged={staged} />
        {hasDetails ? <PackageDetails staged={staged} /> : null}
      </Scroller>
      <footer className="dialog-foot">
        {isInstalling && showsProgress ? (
          <ProgressLine label={item.step} fraction={item.fraction} />
        ) : (
          <Button look="quiet" aria-expanded={hasDetails} onClick={() => setDetails(!hasDetails)}>
            {hasDetails ? 'Hide details' : 'Details'}
          </Button>
        )}
        <span className="sheet-space" />
        <Button disabled={isInstalling} onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" disabled={isInstalling} aria-disabled={!isArmed} onClick={() => isArmed && onInstall()}>
          {ANSWERS[staged.kind]}
        </Button>
      </footer>
    </>
  );
}
