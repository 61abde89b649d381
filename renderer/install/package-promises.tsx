import { Check, CircleHelp, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { StagedPackage } from '../../preload/bridge.ts';

const list = new Intl.ListFormat(undefined, { type: 'disjunction' });

/** What the person agrees to: at most a handful of plain sentences, the riskiest first. */
export function PackagePromises({ staged }: { staged: StagedPackage }): ReactNode {
  const { can, willAsk, cannot, adds, removes, heldBy, kind, description, signed } = staged;
  return (
    <>
      {description ? <p className="sheet-part sheet-description">{description}</p> : null}
      {signed ? null : (
        <p className="sheet-part sheet-warning">
          Nobody vouches for who made this. Install it only if you know where it comes from.
        </p>
      )}
      {kind === 'upgrade' ? <Changes adds={adds} removes={removes} /> : null}
      <Lines title="It can" icon={<Check size={15} className="sheet-can" aria-hidden="true" />} lines={can} />
      {willAsk.length > 0 ? (
        <section className="sheet-part">
          <h3>It will ask first to</h3>
          <ul className="sheet-list">
            {willAsk.map(({ text, reason }) => (
              <li key={text}>
                <CircleHelp size={15} className="sheet-ask" aria-hidden="true" />
                <span>
                  {text}
                  {reason ? <span className="soft sheet-reason">“{reason}”</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {cannot.length > 0 ? (
        <p className="sheet-part">
          <b>It cannot</b> <span className="soft">{list.format(cannot)}.</span>
        </p>
      ) : null}
      {heldBy.length > 0 ? <p className="sheet-part soft sheet-held">Held by: {heldBy.join(', ')}</p> : null}
    </>
  );
}

function Lines({ title, icon, lines }: { title: string; icon: ReactNode; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <section className="sheet-part">
      <h3>{title}</h3>
      <ul className="sheet-list">
        {lines.map((line) => (
          <li key={line}>
            {icon}
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ adds, removes }: { adds: readonly string[]; removes: readonly string[] }): ReactNode {
  if (adds.length + removes.length === 0) {
    return <p className="sheet-part soft">This version asks for nothing that the installed one does not have.</p>;
  }
  return (
    <section className="sheet-part">
      <h3>New in this version</h3>
      <ul className="sheet-list">
        {adds.map((line) => (
          <li key={line}>
            <Plus size={15} className="sheet-ask" aria-label="added" role="img" />
            <b>{line}</b>
          </li>
        ))}
        {removes.map((line) => (
          <li key={line}>
            <Minus size={15} aria-label="no longer" role="img" />
            <span className="soft sheet-gone">{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
