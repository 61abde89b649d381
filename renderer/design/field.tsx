import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import './field.css';

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps): ReactNode {
  return (
    <span className="search-field">
      <Search size={14} aria-hidden="true" />
      <input
        type="search"
        className="field"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

export interface CheckLineProps {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}

export function CheckLine({ label, checked, onChange }: CheckLineProps): ReactNode {
  return (
    <label className="check-line">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
