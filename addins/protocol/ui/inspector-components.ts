import { INSPECT_OBJECTS } from '../inspect/inspect-limits.ts';
import { component, need, prop } from './component-spec.ts';
import { flag, integer, listOf, type PropType, text } from './prop-types.ts';

/** A number that the SDK gives an inspectable object. Authors give the object itself. */
const handles: PropType<readonly number[]> = {
  ...listOf(integer(1, 0x7fff_ffff), INSPECT_OBJECTS),
  form: `list of at most ${INSPECT_OBJECTS} × object made with \`inspectable\``,
};

export const inspectorComponents = {
  PropertyGrid: component({
    summary: 'The properties of objects of the add-in, to read and to edit. Several objects are edited together.',
    role: 'treegrid',
    props: {
      label: need(text(), 'Whose properties they are.'),
      objects: need(handles, 'What is shown; of several, what they have in common.'),
      emptyText: prop(text(), 'Shown while there is no object.', 'Nothing is selected.'),
      grow: prop(flag(), 'Takes the space that is left.', true),
    },
  }),
} as const;
