import { createElement, type ReactNode } from 'react';
import type { Vocabulary } from '../protocol/ui/vocabulary.ts';
import type { ComponentProps } from './component-types.ts';
import { useHost } from './hooks.ts';
import type { OpenFile } from './host-files.ts';

export interface FileButtonProps extends Omit<ComponentProps<Vocabulary['Button']>, 'onPress' | 'ref'> {
  /** Endings like ".csv"; without them any file. */
  readonly types?: string[] | undefined;
  readonly multiple?: boolean | undefined;
  /** Is given the files that the person picked; not called when they cancelled. */
  readonly onFiles: (files: OpenFile[]) => unknown;
}

/** A button that asks for files with the host's dialog. The add-in sees what was picked and nothing else. */
export function FileButton({ types, multiple, onFiles, ...button }: FileButtonProps): ReactNode {
  const host = useHost();
  const press = async (): Promise<void> => {
    const files = await host.files.open({
      ...(types === undefined ? {} : { types }),
      ...(multiple === undefined ? {} : { multiple }),
    });
    if (files.length > 0) await onFiles(files);
  };
  return createElement('Button' as never, { icon: 'open', once: true, ...button, onPress: press });
}
