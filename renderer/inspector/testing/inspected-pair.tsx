import { type Addin, defineAddin, inspectable, type Property, PropertyGrid } from '../../../addins/sdk/index.ts';
import type { AddinLink } from '../../remote-ui/addin-link.ts';
import type { InspectClient } from '../../remote-ui/inspect-client.ts';
import { createTestLink, findNode, label, startDomain, type TestDomain } from '../../remote-ui/testing/view-pair.ts';
import { GridModel } from '../grid-model.ts';
import { childPath, type GridPath, ROOT_PATH } from '../grid-path.ts';
import type { PropertyGridRow } from '../grid-rows.ts';
import type { GridSource } from '../grid-source.ts';

export interface Box {
  label: string;
  width: number;
  look: string;
  corner: { x: number; y: number };
  tags: string[];
  inner: Box | null;
}

const POINT: readonly Property<Box['corner']>[] = [
  { name: 'x', type: 'number' },
  { name: 'y', type: 'number' },
];

export const BOX: readonly Property<Box>[] = [
  { name: 'label', type: 'text', category: 'Name', help: 'What people call it.' },
  { name: 'width', type: 'number', min: 1, max: 500, default: 10 },
  { name: 'look', type: 'enum', options: ['plain', 'bold'] },
  { name: 'corner', type: 'object', properties: POINT, preview: ({ x, y }: Box['corner']) => `${x}, ${y}` },
  { name: 'tags', type: 'list', item: { type: 'text' } },
  { name: 'inner', type: 'object' },
];

export function makeBox(key: string, change: Partial<Box> = {}, properties: readonly Property<Box>[] = BOX): Box {
  const box = {
    label: key,
    width: 10,
    look: 'plain',
    corner: { x: 1, y: 2 },
    tags: ['a', 'b'],
    inner: null,
    ...change,
  };
  return inspectable<Box>(box, { key, title: ({ label }) => label, properties });
}

/** An add-in whose only view is a grid over these objects. */
function gridAddin(objects: readonly object[]): Addin {
  return defineAddin({ views: { main: () => <PropertyGrid key="grid" label="Boxes" objects={objects} /> } });
}

/** A frame with the grid of such an add-in, and the model that a window would draw. */
export class InspectedPair {
  readonly link: AddinLink = createTestLink({ onViolation: (_, message) => this.violations.push(message) });
  readonly model = new GridModel();
  readonly violations: string[] = [];
  #inspect: InspectClient | null = null;
  #source: GridSource | null = null;

  static async open(objects: readonly object[]): Promise<InspectedPair> {
    const pair = new InspectedPair();
    pair.link.openView('f1', 'main', null);
    pair.link.frame('f1')?.view.subscribe(() => pair.#draw());
    await pair.start(objects, 1);
    return pair;
  }

  /** Puts an add-in's process there, as after a start or a crash. */
  async start(objects: readonly object[], generation: number): Promise<TestDomain> {
    const domain = startDomain(gridAddin(objects), { generation });
    await this.link.attachTransport(domain.transport, label(generation));
    return domain;
  }

  /** Another version takes over in the open frame. */
  async upgrade(objects: readonly object[], generation: number): Promise<void> {
    await this.link.freeze();
    const domain = startDomain(gridAddin(objects), { generation });
    await this.link.attachTransport(domain.transport, label(generation, 'candidate'));
    await this.link.draw(generation);
    await this.link.commit(generation);
  }

  /** What the part of the window does with each picture. */
  #draw(): void {
    const snapshot = this.link.frame('f1')?.view.getSnapshot();
    if (!snapshot?.root) return;
    const { root, inspect } = snapshot;
    if (inspect !== this.#inspect) this.#source = inspect?.open() ?? null;
    this.#inspect = inspect;
    this.model.show(this.#source, findNode(root, 'PropertyGrid').props.objects as number[]);
  }

  /** The row of a property, by the names that lead to it. */
  row(...names: string[]): PropertyGridRow {
    const path = pathOf(...names);
    const found = this.model.getSnapshot().rows.find((row) => row.id === path);
    if (found?.kind !== 'property') throw new Error(`There is no row ${names.join('.')}.`);
    return found;
  }

  /** All rows as text: what they are called and what they show. */
  lines(): string[] {
    return this.model.getSnapshot().rows.map((row) => {
      const indent = '  '.repeat(row.level - 1);
      if (row.kind !== 'property') return `${indent}${row.kind === 'note' ? row.text : row.label}`;
      const value = row.isMixed ? 'Mixed' : JSON.stringify(row.value);
      return `${indent}${row.row.label} = ${value}`;
    });
  }
}

export function pathOf(...names: string[]): GridPath {
  return names.reduce(childPath, ROOT_PATH);
}
