import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import type { FrameNotice } from './frame-state.ts';

export interface FrameStripProps {
  notice: FrameNotice | undefined;
  addinId: string;
  actions: StripActions;
}

export interface StripActions {
  restart(addinId: string): void;
  enable(addinId: string): void;
  showDetails(addinId: string): void;
}

const REMEDIES = { restart: 'Restart', enable: 'Switch on', details: 'See what happened' } as const;

/** One sentence above a picture that is no longer alive, with the way to bring it back. */
export function FrameStrip({ notice, addinId, actions }: FrameStripProps): ReactNode {
  if (!notice?.sentence) return null;
  const { sentence, tone, remedy } = notice;
  const run = { restart: actions.restart, enable: actions.enable, details: actions.showDetails };
  return (
    <div className="frame-strip" role="status" data-tone={tone}>
      {tone === 'plain' ? <Info size={15} aria-hidden="true" /> : <CircleAlert size={15} aria-hidden="true" />}
      <span>{sentence}</span>
      {remedy ? <Button onClick={() => run[remedy](addinId)}>{REMEDIES[remedy]}</Button> : null}
    </div>
  );
}
