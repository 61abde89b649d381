import { Pause, Play, Save } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AddinSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { CheckLine } from '../design/field.tsx';
import { PickField } from '../design/pick-field.tsx';

export interface FlightBarProps {
  addins: readonly AddinSummary[];
  chosen: string;
  isPaused: boolean;
  onChoose(addinId: string): void;
  onPause(isPaused: boolean): void;
  /** The report as text; empty while nothing was recorded. */
  reportText(withTexts: boolean): string;
  onSave(text: string): void;
}

/** Which add-in is looked at, and what is done with what is seen. */
export function FlightBar(props: FlightBarProps): ReactNode {
  const { addins, chosen, isPaused, onChoose, onPause, reportText, onSave } = props;
  const [withTexts, setWithTexts] = useState(false);
  return (
    <div className="flight-bar">
      <PickField
        label="Add-in"
        value={chosen}
        options={addins.map(({ id, displayName, version }) => ({ value: id, label: `${displayName} ${version}` }))}
        onPick={onChoose}
      />
      <Button aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        {isPaused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        {isPaused ? 'Go on' : 'Pause'}
      </Button>
      <span className="flight-gap" />
      <CheckLine label="Texts of its windows in the report" checked={withTexts} onChange={setWithTexts} />
      <CopyButton label="Copy as JSON" text={() => reportText(withTexts)} />
      <Button onClick={() => onSave(reportText(withTexts))}>
        <Save size={14} aria-hidden="true" />
        Save report…
      </Button>
    </div>
  );
}
