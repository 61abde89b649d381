import type { ReactNode } from 'react';
import { EmptyState, type EmptyStateProps } from '../design/empty-state.tsx';

/** Where something would be seen: in the middle, with what to do for it. */
export function FlightEmpty(props: EmptyStateProps): ReactNode {
  return (
    <div className="flight-empty">
      <EmptyState {...props} />
    </div>
  );
}
