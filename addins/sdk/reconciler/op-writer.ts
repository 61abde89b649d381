import { UI_NODES_PER_FRAME } from '../../protocol/limits.ts';
import { type CatalogueEntry, TEXT_PROP } from '../../protocol/ui/catalogue.ts';
import { MEASURED_PROP } from '../../protocol/ui/common-props.ts';
import { RASTER_CHARACTERS } from '../../protocol/ui/raster.ts';
import { FRAME_CHARACTERS, HEADER_CHILDREN, OP, packHeader, TEXT_NODE } from '../../protocol/ui/ui-frames.ts';
import type { WireNumbers } from '../../protocol/ui/wire-numbers.ts';
import { textWeight, ValueTable } from '../../protocol/ui/wire-values.ts';
import type { ElementProps, GuestNode } from './guest-node.ts';
import { NumberWriter } from './number-writer.ts';
import { textChange } from './text-change.ts';
import { isReserved, listensTo, RESERVED_NAMES, sameValue, wireText, wireValue } from './wire-props.ts';

/** Places after which a frame takes no more children: the rest follows in the next one. Far below the limit of a frame. */
const FULL_FRAME = 150_000;
/** Characters after which it takes nothing more either: the largest single text still fits. */
const FULL_TEXT = FRAME_CHARACTERS - RASTER_CHARACTERS;
/** The same for new parts. */
const FULL_NODES = 0.9 * UI_NODES_PER_FRAME;

/** Numbers that belong to one connection of a view; a new window starts from zero. */
export class WireNames {
  /** 0 for what never goes to the window: one look tells both. */
  readonly #names = new Map<string, number>(RESERVED_NAMES.map((name) => [name, 0]));
  #nameCount = 0;
  /** The numbers of components, by their places in the catalogue. */
  readonly #types: (number | undefined)[] = [];
  #newNames: string[] = [];
  #lastId = 0;
  #sequence = 0;
  /** Only what has events: nobody else is asked for by number, and most of a large view is text. */
  readonly #byId = new Map<number, GuestNode>();

  /** 0 for what only React or the SDK reads. */
  name(name: string): number {
    return this.#names.get(name) ?? this.#addName(name);
  }

  typeOf(entry: CatalogueEntry): number {
    let number = this.#types[entry.index];
    if (number === undefined) {
      number = this.name(entry.name);
      this.#types[entry.index] = number;
    }
    return number;
  }

  #addName(name: string): number {
    this.#nameCount++;
    this.#names.set(name, this.#nameCount);
    this.#newNames.push(name);
    return this.#nameCount;
  }

  /** A node that takes events. */
  nodeOf(id: number): GuestNode | undefined {
    return this.#byId.get(id);
  }

  takeNewNames(): string[] {
    const names = this.#newNames;
    this.#newNames = [];
    return names;
  }

  nextSequence(): number {
    return this.#sequence++;
  }

  /** Ids ascend in the order in which they are sent: the window checks that none is used twice by comparing. */
  admit(node: GuestNode): number {
    node.id = ++this.#lastId;
    if (node.entry && node.entry.eventNames.length > 0) this.#byId.set(node.id, node);
    return node.id;
  }

  dismiss(node: GuestNode): void {
    this.#byId.delete(node.id);
    node.id = 0;
    // Children that went before their parent did, and were not sent as gone yet.
    const waiting = node.sentOrder;
    node.sentOrder = null;
    for (const child of waiting ?? []) if (child.id !== 0) this.dismiss(child);
    for (let child = node.first; child; child = child.next) if (child.id !== 0) this.dismiss(child);
  }
}

/** Writes the operations of one frame. */
export class OpWriter {
  readonly ops = new NumberWriter();
  /** They change what the window had before anything else of this frame does, so they go first. */
  readonly #splices = new NumberWriter();
  readonly #values = new ValueTable();
  /** Parents whose children did not all fit. */
  readonly unfinished: GuestNode[] = [];
  readonly #numbers: WireNames;
  #weight = 0;
  #added = 0;

  constructor(numbers: WireNames) {
    this.#numbers = numbers;
  }

  get isFull(): boolean {
    return this.ops.length >= FULL_FRAME || this.#weight >= FULL_TEXT || this.#added >= FULL_NODES;
  }

  get isEmpty(): boolean {
    return this.ops.length === 0 && this.#splices.length === 0;
  }

  get values(): unknown[] {
    return this.#values.values;
  }

  numbers(): WireNumbers {
    return this.ops.packedAfter(this.#splices);
  }

  /** How `value` stands among the numbers. Whoever asks must write it: a value that is not used is refused. */
  code(value: unknown): number {
    this.#weight += textWeight(value);
    return this.#values.codeOf(value);
  }

  tree(parent: GuestNode, node: GuestNode, before: number): void {
    this.ops.addAll(OP.tree, parent.id, before);
    const hidden: GuestNode[] = [];
    this.#node(node, hidden);
    for (const each of hidden) this.ops.addAll(OP.hide, each.id, 1);
  }

  #node(node: GuestNode, hidden: GuestNode[]): void {
    const { ops } = this;
    const { entry } = node;
    this.#numbers.admit(node);
    this.#added++;
    node.sentHidden = node.hidden;
    if (node.hidden) hidden.push(node);
    if (!entry) {
      node.sentText = node.text;
      ops.add(TEXT_NODE);
      ops.add(this.code(node.text));
      return;
    }
    ops.add(this.#numbers.typeOf(entry));
    const header = ops.reserve();
    const hasKey = node.key !== null;
    if (hasKey) ops.add(this.code(node.key));
    const properties = this.#props(entry, node);
    const listeners = this.#listeners(entry, node.props);
    const children = node.first ? this.#children(node, hidden) : 0;
    ops.fill(header, packHeader({ hasKey, properties, listeners, children }));
  }

  #props(entry: CatalogueEntry, node: GuestNode): number {
    const { props } = node;
    let count = 0;
    for (const name in props) {
      const value = props[name];
      if (value === undefined || typeof value === 'function') continue;
      const number = this.#numbers.name(name);
      if (number === 0) continue;
      this.#prop(number, value);
      count++;
    }
    if (props.ref) {
      this.#prop(this.#numbers.name(MEASURED_PROP), true);
      count++;
    }
    const text = wireText(entry, props);
    if (text) {
      this.#prop(this.#numbers.name(TEXT_PROP), text);
      count++;
    }
    node.sentProps = props;
    if (entry.spec.draft !== undefined) node.knownDraft = props[entry.spec.draft];
    return count;
  }

  #prop(name: number, value: unknown): void {
    this.ops.add(name);
    this.ops.add(this.code(value));
  }

  #listeners(entry: CatalogueEntry, props: ElementProps): number {
    let count = 0;
    for (const event of entry.eventNames) {
      if (!listensTo(props, event)) continue;
      this.ops.add(this.#numbers.name(event));
      count++;
    }
    return count;
  }

  #children(node: GuestNode, hidden: GuestNode[]): number {
    let count = 0;
    for (let child = node.first; child; child = child.next) {
      if (this.isFull || count === HEADER_CHILDREN) {
        node.sentOrder = node.children().slice(0, count);
        this.unfinished.push(node);
        return count;
      }
      this.#node(child, hidden);
      count++;
    }
    return count;
  }

  /** What changed in a node that the window has, its children aside. */
  changes(node: GuestNode): void {
    const { ops } = this;
    if (node.hidden !== node.sentHidden) {
      node.sentHidden = node.hidden;
      ops.addAll(OP.hide, node.id, node.hidden ? 1 : 0);
    }
    if (node.entry) {
      this.#propChanges(node);
    } else if (node.text !== node.sentText) {
      if (!this.#splice(node, 0, [node.sentText, node.text])) ops.addAll(OP.text, node.id, this.code(node.text));
      node.sentText = node.text;
    }
  }

  #propChanges(node: GuestNode): void {
    const { entry, props, sentProps } = node;
    if (!entry) return;
    const { ops } = this;
    if (props !== sentProps) {
      for (const name in props) this.#propChange(node, name);
      for (const name in sentProps) if (props[name] === undefined) this.#propChange(node, name);
      if (entry.foldsText) this.#propChange(node, TEXT_PROP);
      for (const event of entry.events.keys()) {
        const listens = listensTo(props, event);
        if (listens !== listensTo(sentProps, event))
          ops.addAll(OP.listen, node.id, this.#numbers.name(event), listens ? 1 : 0);
      }
    }
    this.#draftChange(node);
    node.sentProps = props;
  }

  #propChange(node: GuestNode, name: string): void {
    const { entry, props, sentProps } = node;
    if (!entry || name === entry.spec.draft || isReserved(name)) return;
    const value = wireValue(entry, props, name);
    const sent = wireValue(entry, sentProps, name);
    if (sameValue(value, sent)) return;
    if (value === undefined) this.ops.addAll(OP.unset, node.id, this.#numbers.name(name));
    else if (!this.#splice(node, this.#numbers.name(name), [sent, value])) {
      this.ops.addAll(OP.set, node.id, this.#numbers.name(name), this.code(value));
    }
  }

  /** Writes a small change of a long text as such; false when it is none. */
  #splice(node: GuestNode, name: number, [sent, value]: [unknown, unknown]): boolean {
    const change = textChange(sent, value);
    if (!change) return false;
    this.#splices.addAll(OP.splice, node.id, name, change.at, change.deleted, this.code(change.inserted));
    return true;
  }

  /** The window owns the value; the add-in proposes one whenever it wants another than the window has. */
  #draftChange(node: GuestNode): void {
    const draft = node.entry?.spec.draft;
    if (draft === undefined) return;
    const value = node.props[draft];
    if (value === undefined) {
      if (node.sentProps[draft] !== undefined) this.ops.addAll(OP.unset, node.id, this.#numbers.name(draft));
    } else if (!sameValue(value, node.knownDraft)) {
      node.knownDraft = value;
      this.ops.addAll(OP.propose, node.id, this.code(value), node.editCount);
    }
  }
}
