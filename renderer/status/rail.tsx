import { Activity, AppWindow, Blocks, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import './rail.css';

/** The pages of the window, top to bottom. */
export type RailPage = 'workspace' | 'addins' | 'permissions' | 'diagnostics';

export interface RailProps {
  current: RailPage;
  /** What waits for the person on a page; 0 shows nothing. */
  badges: Readonly<Partial<Record<RailPage, { count: number; what: string }>>>;
  onChoose(page: RailPage): void;
}

const ITEMS = [
  { page: 'workspace', label: 'Workspace', Icon: AppWindow },
  { page: 'addins', label: 'Add-ins', Icon: Blocks },
  { page: 'permissions', label: 'Permissions', Icon: ShieldCheck },
  { page: 'diagnostics', label: 'Diagnostics', Icon: Activity },
] as const;

export function Rail({ current, badges, onChoose }: RailProps): ReactNode {
  return (
    <nav className="rail" aria-label="Pages">
      {ITEMS.map(({ page, label, Icon }) => {
        const badge = badges[page];
        return (
          <button
            key={page}
            type="button"
            className="rail-item"
            aria-current={page === current ? 'page' : undefined}
            onClick={() => onChoose(page)}
          >
            <Icon size={19} strokeWidth={1.7} aria-hidden="true" />
            {label}
            {badge && badge.count > 0 ? (
              <span className="rail-badge">
                {badge.count}
                <span className="visually-hidden"> {badge.what}</span>
              </span>
            ) : null}
          </button>
        );
      })}
    </nav>
  );
}
