import type { ComponentProps, ReactNode } from 'react';
import './button.css';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` for the one expected answer, `danger` for what cannot be undone, `quiet` for side paths. */
  look?: 'plain' | 'primary' | 'danger' | 'quiet';
}

export function Button({ look = 'plain', className, ...rest }: ButtonProps): ReactNode {
  return <button type="button" {...rest} className={`button ${className ?? ''}`} data-look={look} />;
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'title'> {
  /** Said by screen readers and shown as the tooltip. */
  label: string;
  look?: 'plain' | 'danger' | 'round';
}

export function IconButton({ label, look = 'plain', className, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`icon-button ${className ?? ''}`}
      data-look={look}
    />
  );
}
