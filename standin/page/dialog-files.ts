import type { FileQuestion, FolderListing } from '../main/file-question.ts';
import { answerDialog, callHost, makeElement } from './dialog-elements.ts';

/** A path field and the list of a folder. */
export class FilePicker {
  readonly #question: FileQuestion;
  readonly #field: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #place = makeElement('p');
  readonly #problem = makeElement('p', { role: 'alert' });
  #folder: string;

  constructor(question: FileQuestion) {
    this.#question = question;
    this.#folder = question.folder;
    this.#field = makeElement('input', { type: 'text', value: question.name, spellcheck: false });
    this.#list = makeElement('ul', {
      role: 'listbox',
      ariaLabel: 'Files',
      ariaMultiSelectable: String(question.picksMany),
    });
    this.#list.addEventListener('keydown', (event) => this.#key(event));
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#accept();
    });
  }

  open(): void {
    document.body.append(
      this.#place,
      this.#list,
      this.#problem,
      makeElement('label', {}, [this.#question.picksFolders ? 'Folder' : 'File', this.#field]),
      makeElement('div', { className: 'row' }, [
        makeElement('button', { textContent: this.#question.button, onclick: () => this.#accept() }),
        makeElement('button', { textContent: 'Cancel', onclick: () => answerDialog(null) }),
      ]),
    );
    this.#field.focus();
    callHost({ list: this.#folder });
  }

  showFolder({ folder, parent, entries, problem }: FolderListing): void {
    this.#folder = folder;
    this.#place.textContent = folder;
    this.#problem.textContent = problem;
    const items = [{ name: '..', path: parent, isFolder: true }, ...entries].map((entry) => this.#item(entry));
    this.#list.replaceChildren(...items);
    if (items[0] !== undefined) items[0].tabIndex = 0;
  }

  #item({ name, path, isFolder }: FolderListing['entries'][number]): HTMLLIElement {
    const textContent = isFolder ? `${name}/` : name;
    const item = makeElement('li', { role: 'option', tabIndex: -1, ariaSelected: 'false', textContent });
    item.dataset['path'] = path;
    item.dataset['folder'] = String(isFolder);
    item.onclick = (event) => this.#select(item, this.#question.picksMany && (event.ctrlKey || event.shiftKey));
    item.ondblclick = () => this.#enter(item);
    return item;
  }

  #key(event: KeyboardEvent): void {
    const item = event.target instanceof HTMLLIElement ? event.target : null;
    const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
    const isStep = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (isStep && next instanceof HTMLLIElement) this.#select(next, false);
    if (event.key === 'Enter' && item !== null) this.#enter(item);
    if (event.key === 'Backspace') callHost({ list: `${this.#folder}/..` });
  }

  #select(item: HTMLLIElement, adds: boolean): void {
    for (const other of this.#items()) if (other !== item && !adds) other.ariaSelected = 'false';
    item.ariaSelected = String(!adds || item.ariaSelected !== 'true');
    const { path = '', folder } = item.dataset;
    if (folder !== 'true' || this.#question.picksFolders) this.#field.value = path;
    item.focus();
  }

  #enter(item: HTMLLIElement): void {
    if (item.dataset['folder'] === 'true') callHost({ list: item.dataset['path'] ?? '/' });
    else this.#accept();
  }

  #accept(): void {
    const name = this.#field.value.trim();
    const chosen = this.#items().filter((item) => item.ariaSelected === 'true');
    if (this.#question.picksMany && chosen.length > 1) answerDialog(chosen.map((item) => item.dataset['path']));
    else if (name !== '') answerDialog([this.#absolute(name)]);
    else if (this.#question.picksFolders) answerDialog([this.#folder]);
  }

  #absolute(name: string): string {
    return name.startsWith('/') ? name : `${this.#folder.replace(/\/$/, '')}/${name}`;
  }

  #items(): HTMLLIElement[] {
    return [...this.#list.querySelectorAll('li')];
  }
}
