import { type ReactNode, useId } from 'react';
import './pick-field.css';

export interface PickFieldProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onPick(value: string): void;
}

/** One of many, by name. */
export function PickField({ label, value, options, onPick }: PickFieldProps): ReactNode {
  const id = useId();
  return (
    <span className="pick-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={(event) => onPick(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
