import { type ReactNode, useEffect, useRef } from 'react';
import './page.css';

export interface PageProps {
  title: string;
  subtitle: string;
  tools?: ReactNode;
  children: ReactNode;
}

/** A page of the host. Takes the keyboard when it opens, so that reading starts at its heading. */
export function Page({ title, subtitle, tools, children }: PageProps): ReactNode {
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return (
    <section ref={element} className="page" aria-label={title} tabIndex={-1}>
      <div className="page-inside">
        <header className="page-head">
          <div className="page-words">
            <h1>{title}</h1>
            <p className="soft">{subtitle}</p>
          </div>
          {tools ? <div className="page-tools">{tools}</div> : null}
        </header>
        {children}
      </div>
    </section>
  );
}
