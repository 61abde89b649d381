import type { CatalogueEntry } from '../../addins/protocol/ui/catalogue.ts';
import type { Cell } from '../../addins/protocol/ui/prop-types.ts';
import {
  headerChildren,
  headerHasKey,
  headerListeners,
  headerProperties,
  OP,
  TEXT_NODE,
} from '../../addins/protocol/ui/ui-frames.ts';
import { NumberReader, type WireNumbers } from '../../addins/protocol/ui/wire-numbers.ts';
import { immediateValue } from '../../addins/protocol/ui/wire-values.ts';
import { ChildLists } from './child-lists.ts';
import { proposeDraft } from './draft.ts';
import { createHostKey, HostNode } from './host-node.ts';
import { storeRows } from './row-cache.ts';
import type { FrameNews, ViewStore } from './view-store.ts';

/** Calls of one node that wait to be carried out; more are calls in a loop. */
const WAITING_CALLS = 16;

/** Applies the operations of one frame that was validated before: nothing here can fail. */
export class FrameApplier {
  readonly #store: ViewStore;
  readonly #numbers: NumberReader;
  readonly #values: readonly unknown[];
  readonly #news: FrameNews = { operations: 0, done: [], failure: null, questions: [] };
  readonly #lists = new ChildLists();

  constructor(store: ViewStore, ops: WireNumbers, values: readonly unknown[]) {
    this.#store = store;
    this.#numbers = new NumberReader(ops);
    this.#values = values;
  }

  run(): FrameNews {
    while (!this.#numbers.isDone) {
      this.#news.operations++;
      this.#operation(this.#next());
    }
    this.#lists.finish();
    return this.#news;
  }

  #operation(code: number): void {
    if (code === OP.tree) this.#tree();
    else if (code === OP.set) this.#set();
    else if (code === OP.text) this.#text();
    else if (code === OP.propose) proposeDraft(this.#node(), this.#value(), this.#next());
    else this.#rarer(code);
  }

  #rarer(code: number): void {
    if (code === OP.move) this.#move();
    else if (code === OP.remove) this.#remove(this.#node());
    else if (code === OP.order) this.#order();
    else if (code === OP.clear) this.#clear(this.#node());
    else if (code === OP.unset) this.#unset();
    else if (code === OP.listen) this.#listen();
    else if (code === OP.hide) this.#hide();
    else if (code === OP.call) this.#call();
    else if (code === OP.rows) this.#rows();
    else if (code === OP.splice) this.#splice();
    else if (code === OP.ask) this.#ask();
    else this.#say(code);
  }

  #say(code: number): void {
    if (code === OP.done) {
      this.#news.done.push({ eventNumber: this.#next(), problem: this.#value() as string | null });
    } else {
      this.#news.failure = { message: this.#value() as string, stack: this.#value() as string };
    }
  }

  #tree(): void {
    const parent = this.#node();
    const before = this.#place();
    const child = this.#build(parent);
    this.#lists.insert(parent, child, before);
    parent.invalidate();
  }

  #build(parent: HostNode): HostNode {
    const type = this.#next();
    const entry = type === TEXT_NODE ? null : (this.#store.names.entry(type) as CatalogueEntry);
    const header = entry ? this.#next() : 0;
    const explicitKey = headerHasKey(header) ? (this.#value() as string) : null;
    const id = ++this.#store.lastId;
    const node = new HostNode(entry, { id, hostKey: createHostKey(), explicitKey });
    node.parent = parent;
    this.#store.nodes.set(id, node);
    if (entry) this.#fill(node, header);
    else node.text = this.#value() as string;
    return node;
  }

  #fill(node: HostNode, header: number): void {
    for (let left = headerProperties(header); left > 0; left--) {
      const name = this.#name();
      node.props[name] = this.#value();
    }
    for (let left = headerListeners(header); left > 0; left--) node.listeners.add(this.#name());
    for (let left = headerChildren(header); left > 0; left--) node.children.push(this.#build(node));
  }

  #set(): void {
    const node = this.#node();
    const name = this.#name();
    node.props[name] = this.#value();
    node.invalidate();
  }

  #unset(): void {
    const node = this.#node();
    delete node.props[this.#name()];
    node.invalidate();
  }

  #text(): void {
    const node = this.#node();
    node.text = this.#value() as string;
    node.parent?.invalidate();
  }

  #splice(): void {
    const node = this.#node();
    const name = this.#next();
    const [at, deleted] = [this.#next(), this.#next()];
    const inserted = this.#value() as string;
    const splice = (text: string) => text.slice(0, at) + inserted + text.slice(at + deleted);
    if (node.entry) {
      const property = this.#store.names.name(name) as string;
      node.props[property] = splice(node.props[property] as string);
      node.invalidate();
    } else {
      node.text = splice(node.text);
      node.parent?.invalidate();
    }
  }

  #ask(): void {
    const node = this.#node();
    this.#name();
    this.#news.questions.push({ node, number: this.#next() });
  }

  #listen(): void {
    const node = this.#node();
    const name = this.#name();
    if (this.#next() === 1) node.listeners.add(name);
    else node.listeners.delete(name);
    node.invalidate();
  }

  #hide(): void {
    const node = this.#node();
    node.hidden = this.#next() === 1;
    node.invalidate();
    node.parent?.invalidate();
  }

  #call(): void {
    const node = this.#node();
    const method = this.#name();
    this.#value();
    if (node.calls.length < WAITING_CALLS) node.calls.push(method);
    node.invalidate();
  }

  #rows(): void {
    const node = this.#node();
    const [revision, start, columns] = [this.#next(), this.#next(), this.#next()];
    storeRows(node, { revision, start, columns, cells: this.#value() as Cell[] });
    node.invalidate();
  }

  #move(): void {
    const parent = this.#node();
    const child = this.#node();
    this.#lists.move(parent, child, this.#place());
    parent.invalidate();
  }

  #order(): void {
    const parent = this.#node();
    const children: HostNode[] = [];
    for (let left = this.#next(); left > 0; left--) children.push(this.#node());
    this.#lists.replace(parent, children);
    parent.invalidate();
  }

  #remove(node: HostNode): void {
    const { parent } = node;
    if (!parent) return;
    parent.invalidate();
    node.parent = null;
    this.#lists.remove(parent, node);
    this.#forget(node);
  }

  #clear(parent: HostNode): void {
    parent.invalidate();
    for (const child of this.#lists.of(parent)) {
      child.parent = null;
      this.#forget(child);
    }
    this.#lists.replace(parent, []);
  }

  #forget(node: HostNode): void {
    this.#store.nodes.delete(node.id);
    for (const child of this.#lists.of(node)) this.#forget(child);
  }

  /** The child before which something goes; null at the end. */
  #place(): HostNode | null {
    const id = this.#next();
    return id === 0 ? null : (this.#store.node(id) as HostNode);
  }

  #node(): HostNode {
    return this.#store.node(this.#next()) as HostNode;
  }

  #name(): string {
    return this.#store.names.name(this.#next()) as string;
  }

  #next(): number {
    return this.#numbers.next();
  }

  #value(): unknown {
    const code = this.#numbers.next();
    return code < 0 ? immediateValue(code) : this.#values[code];
  }
}
