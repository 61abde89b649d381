import type { HeldProps } from '../../addins/protocol/ui/component-spec.ts';
import type { ComponentName, Vocabulary } from '../../addins/protocol/ui/vocabulary.ts';
import type { HostNode, Ruling } from './host-node.ts';

/** The properties of a node as its row of the vocabulary describes them: they were checked when they arrived. */
export function propsOf<Name extends ComponentName>(node: HostNode): HeldProps<Vocabulary[Name]> {
  const props = node.ruling ? ruledProps(node, node.ruling) : node.props;
  return props as unknown as HeldProps<Vocabulary[Name]>;
}

/** The properties as the rules of the view leave them; what the add-in itself says is wrong goes first. */
function ruledProps({ entry, props }: HostNode, { disabled, problem, isProblemShown }: Ruling): object {
  const ruled: Record<string, unknown> = Object.create(props);
  if (disabled && entry?.props.has('disabled')) ruled.disabled = true;
  if (!isProblemShown || problem === null) return ruled;
  const place = entry?.props.has('error') ? 'error' : 'description';
  if (place === 'description' || props.error === undefined) ruled[place] = problem;
  return ruled;
}

/** The text of a component whose children are text, undefined when it has other children. */
export function textOf(node: HostNode): string | undefined {
  return node.props.text as string | undefined;
}

/** True while a handler of the add-in works on a command of this node. */
export function isBusy(node: HostNode): boolean {
  return node.running > 0;
}
