import type { ReactNode } from 'react';
import './field-frame.css';

interface FieldFrameProps {
  /** Of the control; the help is found as `<id>-help`. */
  id: string;
  label?: string | undefined;
  hiddenLabel?: boolean | undefined;
  description?: string | undefined;
  error?: string | undefined;
  required?: boolean | undefined;
  grow?: boolean | undefined;
  children: ReactNode;
}

/** The label above a control and the help below it. */
export function FieldFrame(props: FieldFrameProps): ReactNode {
  const { id, label, hiddenLabel, description, error, required, grow, children } = props;
  return (
    <div className="rv-field" data-grow={grow}>
      {label ? (
        <label className={hiddenLabel ? 'rv-label rv-only-heard' : 'rv-label'} htmlFor={id}>
          {label}
          {required ? <span aria-hidden="true"> *</span> : null}
        </label>
      ) : null}
      {children}
      {error || description ? (
        <span id={`${id}-help`} className="rv-help" data-error={error !== undefined}>
          {error ?? description}
        </span>
      ) : null}
    </div>
  );
}
