import { type ReactNode, useEffect, useMemo } from 'react';
import { PropertyGrid } from '../../inspector/property-grid.tsx';
import type { PartProps } from '../element-tree.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import './property-grid-part.css';

/** A property grid over objects of the add-in that draws the view. Objects of other add-ins cannot be named here. */
export function PropertyGridPart({ node }: PartProps): ReactNode {
  const { label, objects, emptyText, grow } = propsOf<'PropertyGrid'>(node);
  const { inspect } = useView();
  // The picture and whom to ask about it change together: a number is never asked of another generation.
  const source = useMemo(() => inspect?.open() ?? null, [inspect]);
  useEffect(() => () => source?.release(), [source]);
  return (
    <div className="rv-property-grid" data-grow={grow}>
      <PropertyGrid {...{ source, objects, label, emptyText }} />
    </div>
  );
}
