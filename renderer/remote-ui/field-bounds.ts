import { dayProblem, numberProblem } from './bounds.ts';
import { shownValue } from './draft.ts';
import type { HostNode } from './host-node.ts';
import { propsOf } from './part-props.ts';

/** How the fields that have bounds judge a value. */
const JUDGES: Readonly<Record<string, (node: HostNode, value: unknown) => string | undefined>> = {
  NumberField: (node, value) => {
    const { min, max } = propsOf<'NumberField'>(node);
    return numberProblem(value as number | null, { min, max });
  },
  DatePicker: (node, value) => {
    const { min, max } = propsOf<'DatePicker'>(node);
    return dayProblem(value as string | null, { min, max });
  },
};

/** What is wrong with a value by the bounds of its field, told yet or not; undefined where there are none. */
export function boundsProblem(node: HostNode, value: unknown = shownValue(node) ?? null): string | undefined {
  return JUDGES[node.entry?.name ?? '']?.(node, value);
}
