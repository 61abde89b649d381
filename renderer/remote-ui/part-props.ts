import type { HeldProps } from '../../addins/protocol/ui/component-spec.ts';
import type { ComponentName, Vocabulary } from '../../addins/protocol/ui/vocabulary.ts';
import type { HostNode } from './host-node.ts';

/** The properties of a node as its row of the vocabulary describes them: they were checked when they arrived. */
export function propsOf<Name extends ComponentName>(node: HostNode): HeldProps<Vocabulary[Name]> {
  return node.props as unknown as HeldProps<Vocabulary[Name]>;
}

/** The text of a component whose children are text, undefined when it has other children. */
export function textOf(node: HostNode): string | undefined {
  return node.props.text as string | undefined;
}

/** True while a handler of the add-in works on a command of this node. */
export function isBusy(node: HostNode): boolean {
  return node.running > 0;
}
