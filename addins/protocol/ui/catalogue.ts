import { commonPropsOf } from './common-props.ts';
import { type ComponentSpec, component, type EventSpec } from './component-spec.ts';
import { LONG_TEXT, type PropType, text } from './prop-types.ts';
import { vocabulary } from './vocabulary.ts';

/** The property that carries the content of a component whose only children are text. */
export const TEXT_PROP = 'text';

export interface CatalogueProp {
  readonly type: PropType<unknown>;
  /** A bit of its own for each required property, else 0. */
  readonly requiredBit: number;
  /** True for the value that a person edits: it is proposed, not set. */
  readonly isDraft: boolean;
}

/** A row of the vocabulary, prepared for looking things up by name many times a second. */
export interface CatalogueEntry {
  readonly name: string;
  readonly spec: ComponentSpec;
  /** Position in the catalogue; -1 for the root. */
  readonly index: number;
  readonly props: ReadonlyMap<string, CatalogueProp>;
  readonly events: ReadonlyMap<string, EventSpec>;
  readonly eventNames: readonly string[];
  /** The bits of all required properties. */
  readonly requiredBits: number;
  readonly requiredNames: readonly string[];
  /** Initial values, without a prototype: what the properties of a host node inherit from. Not frozen, or heirs could not override. */
  readonly initials: object;
  readonly takesText: boolean;
  /** Children that are only text travel as a property and need no nodes. */
  readonly foldsText: boolean;
  takes(child: CatalogueEntry): boolean;
}

/** Lookups go through a Map, never through an object: a name from the wire cannot reach a prototype. */
export const catalogue: ReadonlyMap<string, CatalogueEntry> = new Map(
  Object.entries(vocabulary as Readonly<Record<string, ComponentSpec>>).map(([name, spec], index) => [
    name,
    createEntry(name, spec, index),
  ]),
);

/** What stands above the first component of every view. */
export const rootEntry: CatalogueEntry = createEntry(
  'View',
  component({ summary: 'A view.', role: 'none', children: 'blocks' }),
  -1,
);

function createEntry(name: string, spec: ComponentSpec, index: number): CatalogueEntry {
  const props = createProps(spec);
  const initials: Record<string, unknown> = Object.create(null);
  for (const [key, row] of Object.entries(spec.props)) if (row.initial !== undefined) initials[key] = row.initial;
  let requiredBits = 0;
  for (const { requiredBit } of props.values()) requiredBits |= requiredBit;
  return {
    name,
    spec,
    index,
    props,
    events: new Map(Object.entries(spec.events)),
    eventNames: Object.keys(spec.events),
    requiredBits,
    requiredNames: Object.keys(spec.props).filter((key) => spec.props[key]?.required),
    initials,
    foldsText: spec.children === 'text' || spec.children === 'inline',
    takesText: spec.children === 'text' || spec.children === 'inline' || spec.children === 'blocks',
    takes: childRule(spec),
  };
}

function createProps(spec: ComponentSpec): ReadonlyMap<string, CatalogueProp> {
  const props = new Map<string, CatalogueProp>();
  let nextBit = 1;
  for (const [key, { type, required }] of Object.entries({ ...commonPropsOf(spec), ...spec.props })) {
    props.set(key, { type, requiredBit: required ? nextBit : 0, isDraft: key === spec.draft });
    if (required) nextBit <<= 1;
  }
  if (spec.children === 'text' || spec.children === 'inline') {
    props.set(TEXT_PROP, { type: text(LONG_TEXT), requiredBit: 0, isDraft: false });
  }
  return props;
}

function childRule({ children }: ComponentSpec): (child: CatalogueEntry) => boolean {
  if (children === 'blocks') return (child) => child.spec.place !== 'part';
  if (children === 'inline') return (child) => child.spec.place === 'inline';
  if (children === 'none' || children === 'text') return () => false;
  const names = new Set(children);
  const takesBlocks = names.has('blocks');
  return (child) => names.has(child.name) || (takesBlocks && child.spec.place !== 'part');
}
