import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './problem-box.css';

export interface ProblemWords {
  code: string;
  title: string;
  message: string;
  remedy: string;
}

/** A failure: what it is, what exactly happened, what to do, and the code for search and support. */
export function ProblemBox({ problem }: { problem: ProblemWords }): ReactNode {
  const { code, title, message, remedy } = problem;
  return (
    <div className="problem-box">
      <CircleAlert size={15} aria-hidden="true" />
      <b>{title}</b>
      {message && message !== title ? <p>{message}</p> : null}
      <p>{remedy}</p>
      <p className="problem-code">{code}</p>
    </div>
  );
}

export function problemText({ code, title, message, remedy }: ProblemWords): string {
  return [`${code}: ${title}`, message === title ? '' : message, remedy].filter(Boolean).join('\n');
}
