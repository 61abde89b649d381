import type { ReactNode } from 'react';
import type { WaitingQuestion } from '../../preload/bridge.ts';
import { Mark } from '../design/mark.tsx';
import './waiting-questions.css';

export interface WaitingQuestionsProps {
  /** Oldest first. */
  waiting: readonly WaitingQuestion[];
  onOpen(addinId: string): void;
}

/** More than this would push the processes out of the bar; the others come up as these are answered. */
const MOST_AT_ONCE = 3;

/** Questions of add-ins that came out of the blue: they disturb nobody, and open when they are pressed. */
export function WaitingQuestions({ waiting, onOpen }: WaitingQuestionsProps): ReactNode {
  if (waiting.length === 0) return null;
  const more = waiting.length - MOST_AT_ONCE;
  return (
    <ul className="status-questions" aria-label="Waiting questions">
      {waiting.slice(0, MOST_AT_ONCE).map(({ addinId, displayName, color }) => (
        <li key={addinId} className="ellipsis">
          <button
            type="button"
            className="status-question"
            title={`${displayName} wants to ask you something`}
            onClick={() => onOpen(addinId)}
          >
            <Mark name={displayName} color={color} size={13} />
            <span className="ellipsis">{displayName} has a question</span>
          </button>
        </li>
      ))}
      {more > 0 ? <li className="status-questions-more">and {more} more</li> : null}
    </ul>
  );
}
