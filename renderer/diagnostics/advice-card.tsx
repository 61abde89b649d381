import { Lightbulb } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChattyAdvice } from '../../addins/protocol/flight/flight-data.ts';
import { formatCount, formatDuration, formatTimeWithSeconds } from '../design/format.ts';

/** What an author can do about a method that is called in a loop. */
export function AdviceCard({ advice }: { advice: ChattyAdvice }): ReactNode {
  const { method, callsPerSecond, meanHandling, isPassedOn, at } = advice;
  return (
    <section className="card advice-card" aria-label={`Advice about ${method}`}>
      <Lightbulb size={16} aria-hidden="true" />
      <div>
        <h2>
          <span className="method-name">{method}</span> is called in a loop
        </h2>
        {isPassedOn ? (
          <p>
            This add-in asks another one for it {formatCount(callsPerSecond)} times a second, one at a time, and waits{' '}
            {formatDuration(meanHandling)} for each: most of that is the way there and back. Ask for many things in one
            call, read a stream, or subscribe to events instead of asking. Last seen at {formatTimeWithSeconds(at)}.
          </p>
        ) : (
          <p>
            {formatCount(callsPerSecond)} calls a second, each worth {formatDuration(meanHandling)} of work: the way
            there and back costs more than the work. Ask for many things in one call, move the loop to where the data
            is, or subscribe to changes instead of asking. Last seen at {formatTimeWithSeconds(at)}.
          </p>
        )}
      </div>
    </section>
  );
}
