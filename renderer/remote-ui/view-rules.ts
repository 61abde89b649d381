import { type Condition, holds, problemOf, type RuleFacts, type Validation } from '../../addins/protocol/ui/rules.ts';
import { draftOf, tellRefused } from './draft.ts';
import { boundsProblem } from './field-bounds.ts';
import type { HostNode, Ruling } from './host-node.ts';

const NO_RULING: Ruling = Object.freeze({ hidden: false, disabled: false, problem: null, isProblemShown: false });

/** The fields of one view by name: the first one wins, as a person sees it first. */
function fieldsOf(root: HostNode): { fields: Map<string, HostNode>; isBusy: boolean } {
  const fields = new Map<string, HostNode>();
  let isBusy = false;
  for (const node of root.walk()) {
    const { name } = node.props;
    if (typeof name === 'string' && !fields.has(name)) fields.set(name, node);
    if (node.running > 0) isBusy = true;
  }
  return { fields, isBusy };
}

/**
 * Works out what the rules of a view say now, and has those parts drawn anew for which that changed. It looks at every
 * part, so it runs only for views that have rules, before each of their paints.
 */
export function applyRules(root: HostNode): void {
  const { fields, isBusy } = fieldsOf(root);
  const facts: RuleFacts = {
    isBusy,
    valueOf: (field) => {
      const node = fields.get(field);
      return node ? draftOf(node).value : undefined;
    },
  };
  for (const child of root.children) applyTo(child, facts, false);
}

function applyTo(node: HostNode, facts: RuleFacts, isDisabledAbove: boolean): void {
  const { showWhen, disabledWhen, validate } = node.props;
  const disabled = isDisabledAbove || (disabledWhen !== undefined && holds(disabledWhen as Condition, facts));
  const problem = validate === undefined ? null : problemOf(draftOf(node).value, validate as Validation);
  change(node, {
    hidden: showWhen !== undefined && !holds(showWhen as Condition, facts),
    disabled,
    problem,
    isProblemShown: problem !== null && (node.ruling?.isProblemShown === true || draftOf(node).touched),
  });
  for (const child of node.children) applyTo(child, facts, disabled);
}

function change(node: HostNode, next: Ruling): void {
  const { hidden, disabled, problem, isProblemShown } = node.ruling ?? NO_RULING;
  if (next.hidden !== hidden) node.parent?.invalidate();
  const isSame = next.disabled === disabled && next.problem === problem && next.isProblemShown === isProblemShown;
  if (!isSame) node.invalidate();
  if (!isSame || next.hidden !== hidden) node.ruling = next;
}

/**
 * The fields that keep a command from being sent: those that `validates` names and that are seen and not valid. What a field
 * shows counts, also where the add-in was told of another value.
 */
export function invalidFields(root: HostNode, control: HostNode): HostNode[] {
  const { validates } = control.props;
  if (!Array.isArray(validates)) return [];
  const { fields } = fieldsOf(root);
  return validates
    .map((name) => fields.get(name as string))
    .filter((field) => field !== undefined)
    .filter((field) => (field.ruling?.problem != null || boundsProblem(field) !== undefined) && !isHidden(field));
}

function isHidden(node: HostNode): boolean {
  for (let current: HostNode | null = node; current; current = current.parent) {
    if (current.hidden || current.ruling?.hidden) return true;
  }
  return false;
}

/** Says at the fields what is wrong, and takes the person to the first one. */
export function showProblems(fields: readonly HostNode[]): void {
  for (const field of fields) {
    tellRefused(field);
    if (field.ruling) field.ruling = { ...field.ruling, isProblemShown: true };
    field.invalidate();
  }
  const first = fields[0];
  if (first?.entry?.spec.methods.includes('focus')) first.calls.push('focus');
}
