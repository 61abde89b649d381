import { closeClass, unsupported } from './unsupported.ts';

export interface MenuItemTemplate {
  readonly label?: string;
  readonly role?: string;
  readonly type?: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';
  readonly id?: string;
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: Menu | readonly MenuItemTemplate[];
  readonly click?: (item: MenuItem, window: unknown, event: unknown) => void;
  readonly [name: string]: unknown;
}

/** State without a picture: the engine's windows have no menu bar. */
export class MenuItem {
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly id: string | undefined;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: MenuItemTemplate['click'];

  constructor(template: MenuItemTemplate) {
    const {
      label = '',
      role,
      type,
      id,
      accelerator,
      submenu,
      enabled = true,
      visible = true,
      checked = false,
    } = template;
    this.label = label;
    this.role = role;
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.id = id;
    this.accelerator = accelerator;
    this.submenu = submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.enabled = enabled;
    this.visible = visible;
    this.checked = checked;
    this.#click = template.click;
  }

  click(event: unknown = {}, window?: unknown): void {
    this.#click?.(this, window, event);
  }
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemTemplate | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(): void {
    throw unsupported('Menu.popup');
  }
}

closeClass(MenuItem);
closeClass(Menu);
