import { Code, PackagePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import type { GalleryActions } from './gallery-page.tsx';

/** Two ways in: somebody else's add-in, or one's own. */
export function GalleryEmpty({ actions }: { actions: GalleryActions }): ReactNode {
  return (
    <div className="gallery-empty">
      <section className="card gallery-lesson">
        <PackagePlus size={26} strokeWidth={1.5} aria-hidden="true" />
        <h2>Install one</h2>
        <ol>
          <li>Drop an .addin file, or several, anywhere on this window.</li>
          <li>Read what it can do, what it will ask first, and what it cannot do.</li>
          <li>Choose Install. It starts when you open it, in a process of its own.</li>
        </ol>
        <p className="soft">Dropping a newer version upgrades it while its windows stay open.</p>
        <div className="gallery-lesson-actions">
          <Button look="primary" onClick={actions.install}>
            Choose a file…
          </Button>
          <Button onClick={actions.installFolder}>Choose a folder…</Button>
        </div>
      </section>
      <section className="card gallery-lesson">
        <Code size={26} strokeWidth={1.5} aria-hidden="true" />
        <h2>Write one</h2>
        <ol>
          <li>
            Make a folder to start from: <code>npx bulkhead create my-addin</code>
          </li>
          <li>
            See every change at once: <code>npx bulkhead dev my-addin</code>
          </li>
          <li>
            Make the file to share: <code>npx bulkhead pack my-addin</code>
          </li>
        </ol>
        <p className="soft">An add-in is a manifest and a script that uses React and the Bulkhead SDK.</p>
        <div className="gallery-lesson-actions">
          <Button onClick={actions.showGuide}>Show a first add-in</Button>
        </div>
      </section>
    </div>
  );
}
