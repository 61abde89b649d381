import type { ComponentSpec, PropSpec } from './component-spec.ts';
import { prop } from './component-spec.ts';
import { flag, listOf, text } from './prop-types.ts';
import { condition, validation } from './rules.ts';

/** Sent by the SDK for a component that has a `ref`: it may be measured. Authors do not write it. */
export const MEASURED_PROP = 'measured';

/** Fields that one control may check. */
const CHECKED_FIELDS = 50;

const forAll = {
  [MEASURED_PROP]: prop(flag(), 'It has a reference.'),
} as const;

const forBlocks = {
  showWhen: prop(condition, 'It is only there while this holds.'),
  disabledWhen: prop(condition, 'It and everything in it cannot be used while this holds.'),
} as const;

const forFields = {
  name: prop(text(100), 'What rules of other components call it.'),
  validate: prop(validation, 'What its value must be; the host says so at the field.'),
} as const;

const forCommands = {
  validates: prop(
    listOf(text(100), CHECKED_FIELDS),
    'Names of fields: while one of them is not valid, nothing is sent.',
  ),
} as const;

/** Properties that components have without a line in their row of the vocabulary: what the host does by itself. */
export type CommonProps = typeof forBlocks & typeof forFields & typeof forCommands;

/** Names of properties that make rules. */
export const RULE_PROPS: ReadonlySet<string> = new Set(
  [forBlocks, forFields, forCommands].flatMap((props) => Object.keys(props)),
);

export function commonPropsOf(spec: ComponentSpec): Readonly<Record<string, PropSpec>> {
  const isCommand = Object.values(spec.events).some((event) => event.class === 'command');
  return {
    ...forAll,
    ...(spec.place === 'part' ? {} : forBlocks),
    ...(spec.draft === undefined ? {} : forFields),
    ...(isCommand ? forCommands : {}),
  };
}
