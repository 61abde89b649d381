import type { ComponentType } from 'react';
import type { ComponentName } from '../../../addins/protocol/ui/vocabulary.ts';
import type { PartProps, PartRegistry } from '../element-tree.ts';
import { ButtonPart } from './action-parts.tsx';
import { RowPart, StackPart, ViewPart } from './layout-parts.tsx';
import { TextFieldPart } from './text-input-parts.tsx';
import { TextPart } from './text-parts.tsx';

type Part = ComponentType<PartProps>;

/** Every row of the vocabulary has its part here; what is not here cannot be drawn. */
const parts: Partial<Readonly<Record<ComponentName | 'View', Part>>> = {
  View: ViewPart,
  Stack: StackPart,
  Row: RowPart,
  Text: TextPart,
  Button: ButtonPart,
  TextField: TextFieldPart,
};

export const partRegistry: PartRegistry = new Map(Object.entries(parts));
