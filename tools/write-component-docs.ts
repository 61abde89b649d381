import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildrenRule, ComponentSpec } from '../addins/protocol/ui/component-spec.ts';
import { ICONS } from '../addins/protocol/ui/icons.ts';
import { families } from '../addins/protocol/ui/vocabulary.ts';
import { ROOT } from './runtime.ts';

type Family = Readonly<Record<string, ComponentSpec>>;

const FAMILIES = Object.entries(families) as unknown as readonly (readonly [title: string, family: Family])[];

const INTRODUCTION = `# Components

What an add-in can show, imported from \`@bulkhead/sdk\`. This file is written by \`npx node tools/write-component-docs.ts\`
from the rows that the host checks every message against, so it is complete: what is not here does not exist.

An add-in describes; the host draws. Colours, sizes and spacing are named by meaning, so light and dark, density and
the look of the platform are the host's business.

How a handler is called:

- **command**: every one, in order. The control shows that it works until the handler, or the promise it returns, is done.
- **edit**: the person owns the value. The latest one is delivered at the next paint; setting another value from the
  handler proposes it, and it is taken unless the person has gone on typing.
- **continuous**: only the latest one is delivered at the next paint.

Every component also takes \`fallback\`, and those where it makes sense take the properties of
[rules that the host follows by itself](sdk.md#rules-that-the-host-follows-by-itself): \`name\`, \`validate\`, \`validates\`,
\`showWhen\`, \`disabledWhen\`. A \`ref\` of any of them has \`measure()\`.

The value of a field without \`value\` (\`checked\`, \`selected\`, …) is kept by the host alone, also over an upgrade.
`;

/** The reference of all components as Markdown. */
export function componentDocs(): string {
  const families = FAMILIES.map(([title, family]) =>
    [`## ${title}`, ...Object.entries(family).map(([name, spec]) => chapter(name, spec))].join('\n\n'),
  );
  const icons = `## Icons\n\n${ICONS.map((icon) => `\`${icon}\``).join(', ')}.`;
  return `${[INTRODUCTION.trimEnd(), ...families, icons].join('\n\n')}\n`;
}

function chapter(name: string, spec: ComponentSpec): string {
  const parts = [`### ${name}`, spec.summary, facts(name, spec)];
  const props = Object.entries(spec.props);
  if (spec.rows) parts.push(rowSource(spec.rowCells));
  if (props.length > 0) parts.push(table(['Property', 'Value', 'If absent', 'Meaning'], props.map(propRow)));
  const events = Object.entries(spec.events).filter(([, event]) => !event.internal);
  if (events.length > 0) parts.push(table(['Handler', 'Is given', 'Kind', 'When'], events.map(eventRow)));
  return parts.join('\n\n');
}

function rowSource(cells: readonly string[] | undefined): string {
  const words =
    '`getRows(start, count)` answers the rows from `start`, or a promise of them. It is asked for what is in view and a little ahead.';
  return cells ? `${words} A row has ${cells.map((cell) => `\`${cell}\``).join(', ')}.` : words;
}

function facts(name: string, spec: ComponentSpec): string {
  const lines = [`Inside: ${inside(spec.children)}.`];
  if (spec.place === 'part')
    lines.push(`Stands only inside the component it is a part of (${owners(name).join(', ')}).`);
  if (spec.methods.length > 0) {
    lines.push(`Its \`ref\` has ${spec.methods.map((method) => `\`${method}()\``).join(', ')}.`);
  }
  if (spec.role !== 'none') lines.push(`Role: ${spec.role}.`);
  return lines.join(' ');
}

function owners(part: string): string[] {
  const names = FAMILIES.flatMap(([, family]) => Object.entries(family));
  return names.filter(([, { children }]) => Array.isArray(children) && children.includes(part)).map(([name]) => name);
}

function inside(children: ChildrenRule): string {
  if (children === 'none') return 'nothing';
  if (children === 'text') return 'text';
  if (children === 'inline') return 'text and inline components';
  if (children === 'blocks') return 'text and components';
  return children.map((child) => (child === 'blocks' ? 'components' : child)).join(', ');
}

function propRow([name, prop]: [string, ComponentSpec['props'][string]]): string[] {
  const absent = prop.required ? 'required' : prop.initial === undefined ? '' : JSON.stringify(prop.initial);
  return [`\`${name}\``, shortForm(prop.type.form), absent, prop.summary];
}

function eventRow([name, event]: [string, ComponentSpec['events'][string]]): string[] {
  return [`\`${name}\``, shortForm(event.payload.form), event.class, event.summary];
}

/** Icon names are listed once, at the end. */
function shortForm(form: string): string {
  const icons = ICONS.map((icon) => `'${icon}'`).join(' | ');
  return form.replaceAll(icons, 'icon');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export const COMPONENT_DOCS = join(ROOT, 'docs/components.md');

if (import.meta.main) writeFileSync(COMPONENT_DOCS, componentDocs());
