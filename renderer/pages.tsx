import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { WindowModel } from './window-model.ts';

/** The page that lies over the workspace, if any. */
export function Pages({ model }: { model: WindowModel }): ReactNode {
  const page = useStore(model.state, (state) => state.page);
  return page === 'workspace' ? null : <div>{page}</div>;
}
