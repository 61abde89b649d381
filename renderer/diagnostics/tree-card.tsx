import { type ReactNode, useState } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { CheckLine } from '../design/field.tsx';
import { plural } from '../design/format.ts';
import type { FrameDiagnostics, ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';

export interface TreeCardProps {
  frame: FrameDiagnostics;
  views: Pick<ViewDiagnostics, 'dumpTree'>;
}

/** What the window holds of one view, as text. */
export function TreeCard({ frame, views }: TreeCardProps): ReactNode {
  const [withTexts, setWithTexts] = useState(false);
  const text = views.dumpTree(frame.frameId, { withTexts });
  return (
    <section className="card" aria-label="Tree">
      <header className="card-head">
        <h2>Tree</h2>
        <span className="soft number">{plural(frame.parts, 'part')}</span>
        <CheckLine label="With texts" checked={withTexts} onChange={setWithTexts} />
        <CopyButton label="Copy tree" text={() => text} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <pre className="tree-dump selectable" tabIndex={0}>
        {text || 'It shows nothing yet.'}
      </pre>
    </section>
  );
}
