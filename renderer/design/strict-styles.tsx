import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';

/** The window's policy allows no style elements: the parts must do without, ours come from the stylesheet. */
export function StrictStyles({ children }: { children: ReactNode }): ReactNode {
  return <CSPProvider disableStyleElements>{children}</CSPProvider>;
}
