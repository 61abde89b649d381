import { ArrowRight, BadgeCheck } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { StagedPackage } from '../../preload/bridge.ts';
import { Chip } from '../design/chip.tsx';
import { DialogTitle } from '../design/dialog.tsx';
import { formatBytes } from '../design/format.ts';
import { Mark } from '../design/mark.tsx';

export interface PackageHeadProps {
  staged: StagedPackage;
  heading: RefObject<HTMLHeadingElement | null>;
  position: string | null;
}

/** Who it is: name, version, who stands behind it. */
export function PackageHead({ staged, heading, position }: PackageHeadProps): ReactNode {
  const { displayName, version, installedVersion, color, publisher, signed, sizeBytes, kind } = staged;
  const question = {
    install: `Install ${displayName} ${version}?`,
    upgrade: `Upgrade ${displayName}?`,
    reinstall: `Reinstall ${displayName} ${version}?`,
  }[kind];
  return (
    <header className="sheet-head">
      <Mark name={displayName} color={color} size={46} />
      <div className="sheet-words">
        <DialogTitle>
          <span ref={heading} tabIndex={-1} className="sheet-title">
            {question}
          </span>
        </DialogTitle>
        <p className="soft sheet-facts">
          {signed ? <BadgeCheck size={14} aria-hidden="true" /> : null}
          {publisher ? <span>{signed ? publisher : `says it is from ${publisher}`}</span> : null}
          {signed ? <span>signed</span> : <Chip tone="caution">unsigned</Chip>}
          <span>{formatBytes(sizeBytes)}</span>
        </p>
        {kind === 'upgrade' && installedVersion ? (
          <p className="sheet-versions number">
            {installedVersion} <ArrowRight size={13} aria-label="to" role="img" /> <b>{version}</b>
          </p>
        ) : null}
      </div>
      {position ? <span className="soft number">{position}</span> : null}
    </header>
  );
}
