import type { StoreApi } from 'zustand/vanilla';
import type { HostState } from './host-state.ts';

/** Puts the chosen theme on the page. Without an attribute the style sheet follows the system by itself. */
export function watchTheme(state: StoreApi<HostState>): void {
  const apply = ({ theme, systemDark }: HostState): void => {
    const { dataset } = document.documentElement;
    if (theme !== 'system') dataset['theme'] = theme;
    else if (systemDark !== null) dataset['theme'] = systemDark ? 'dark' : 'light';
    else delete dataset['theme'];
  };
  apply(state.getState());
  state.subscribe(apply);
}
