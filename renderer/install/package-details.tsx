import type { ReactNode } from 'react';
import type { StagedPackage } from '../../preload/bridge.ts';
import { formatBytes, plural } from '../design/format.ts';

export function PackageDetails({ staged }: { staged: StagedPackage }): ReactNode {
  const { addinId, files } = staged;
  return (
    <section className="sheet-part sheet-details selectable">
      <h3>Details</h3>
      <p className="soft">
        {addinId} · {plural(files.length, 'file')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable with the keyboard. */}
      <ul className="sheet-files" tabIndex={0} aria-label="Files of the package">
        {files.map(({ path, bytes }) => (
          <li key={path}>
            <span className="ellipsis">{path}</span>
            <span className="number soft">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
