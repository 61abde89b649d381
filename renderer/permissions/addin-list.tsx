import { type ReactNode, useState } from 'react';
import type { AddinSummary } from '../../preload/bridge.ts';
import { SearchField } from '../design/field.tsx';
import { Mark } from '../design/mark.tsx';

export interface AddinListProps {
  addins: readonly AddinSummary[];
  chosen: string;
  onChoose(addinId: string): void;
}

/** A list this short is found with the eyes. */
const SEARCH_FROM = 9;

export function AddinList({ addins, chosen, onChoose }: AddinListProps): ReactNode {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const shown = addins.filter((addin) => addin.displayName.toLowerCase().includes(wanted));
  return (
    <nav className="card access-list" aria-label="Add-ins">
      {addins.length >= SEARCH_FROM ? (
        <div className="access-search">
          <SearchField label="Find an add-in" value={search} onChange={setSearch} />
        </div>
      ) : null}
      <ul>
        {shown.map(({ id, displayName, color, publisher, signed }) => (
          <li key={id}>
            <button
              type="button"
              className="access-item"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onChoose(id)}
            >
              <Mark name={displayName} color={color} size={26} />
              <span className="access-words">
                <b className="ellipsis">{displayName}</b>
                <span className="soft ellipsis">
                  {signed ? 'signed' : 'unsigned'}
                  {publisher ? ` · ${publisher}` : ''}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
