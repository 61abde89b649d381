import { createElement, type ReactNode, useLayoutEffect } from 'react';
import type { Vocabulary } from '../../protocol/ui/vocabulary.ts';
import type { ComponentProps } from '../component-types.ts';
import { useFrameContext } from '../hooks.ts';

export interface PropertyGridProps extends Omit<ComponentProps<Vocabulary['PropertyGrid']>, 'objects'> {
  /** Objects made with `inspectable`. Of several, the grid shows what they have in common. */
  readonly objects: readonly object[];
}

/** Shows objects of the add-in for people to edit. The objects stay here; what crosses is a number for each. */
export function PropertyGrid({ objects, ...rest }: PropertyGridProps): ReactNode {
  const { inspector } = useFrameContext();
  const handles = objects.map((object) => inspector.handleOf(object));
  // One text for the list: a new list with the same objects is no change.
  useLayoutEffect(() => inspector.show(objects), [inspector, handles.join(' ')]);
  return createElement('PropertyGrid', { ...rest, objects: handles });
}
