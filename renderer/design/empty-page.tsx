import type { ReactNode } from 'react';
import { EmptyState, type EmptyStateProps } from './empty-state.tsx';

/** Where something would be seen: in the middle, with what to do for it. */
export function EmptyPage(props: EmptyStateProps): ReactNode {
  return (
    <div className="empty-page">
      <EmptyState {...props} />
    </div>
  );
}
