// Electron's Menu and MenuItem: data, clicks, roles and shortcuts. Nothing is drawn.
import { EventEmitter } from 'node:events'
import { record } from '../log.ts'
import { notInStandIn, strictClass } from '../strict.ts'
import { matchesAccelerator } from './accelerator.ts'
import { defaultAccelerators, editCommands, type RoleWindow, roleSubmenus, runRole } from './menu-roles.ts'
import { focusedWindow } from './open-windows.ts'
import type { KeyPress } from './web-contents.ts'

type Click = (item: MenuItem, window: RoleWindow | undefined, event: object) => void
/** What an app writes for one item. */
export type MenuItemOptions = {
  label?: string
  type?: string
  role?: string
  id?: string
  accelerator?: string
  enabled?: boolean
  visible?: boolean
  checked?: boolean
  registerAccelerator?: boolean
  submenu?: MenuItemOptions[] | Menu
  click?: Click
} & Record<string, unknown>

/** Electron's MenuItem. */
export class MenuItem {
  readonly id: string | undefined
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  readonly submenu: Menu | undefined
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly #click: Click | undefined

  constructor(options: MenuItemOptions) {
    const role = options.role?.toLowerCase()
    if (role && !(role in roleSubmenus || role in editCommands || role in defaultAccelerators))
      throw notInStandIn(`The menu role ${role}`)
    const submenu =
      options.submenu ??
      (role ? roleSubmenus[role]?.map((name) => (name ? { role: name } : { type: 'separator' })) : undefined)
    this.id = options.id
    this.role = role
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.accelerator = options.accelerator ?? (role ? defaultAccelerators[role] || undefined : undefined)
    this.registerAccelerator = options.registerAccelerator ?? true
    this.label = options.label ?? options.role ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#click = options.click
  }

  /** What choosing the item does. */
  click(
    event: object = {},
    window: RoleWindow | undefined = (focusedWindow() as RoleWindow | null) ?? undefined,
  ): void {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.role) runRole(this.role, window)
    else this.#click?.(this, window, event)
  }
}
strictClass('MenuItem', MenuItem)

let applicationMenu: Menu | null = null

/** Electron's Menu. */
export class Menu extends EventEmitter {
  readonly items: MenuItem[] = []

  static buildFromTemplate(template: (MenuItemOptions | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  /** Not Electron's: a key that the page did not prevent; runs the first item that it is the shortcut of. */
  static _pressKey(key: KeyPress, window: RoleWindow): void {
    const isShortcut = (item: MenuItem) =>
      item.enabled &&
      item.registerAccelerator &&
      !!item.accelerator &&
      !isNative(item) &&
      matchesAccelerator(item.accelerator, key)
    applicationMenu?._find(isShortcut)?.click({ triggeredByAccelerator: true }, window)
  }

  append(item: MenuItem): void {
    this.items.push(item)
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): MenuItem | null {
    return this._find((item) => item.id === id) ?? null
  }

  popup(): void {
    record('menu-popup', { labels: this.items.map(({ label }) => label) })
  }

  /** Not Electron's: the first item, depth first, that satisfies. */
  _find(satisfies: (item: MenuItem) => boolean): MenuItem | undefined {
    for (const item of this.items) {
      const found = satisfies(item) ? item : item.submenu?._find(satisfies)
      if (found) return found
    }
    return undefined
  }
}
strictClass('Menu', Menu)

// Chromium does these by itself when their usual key is pressed.
function isNative(item: MenuItem): boolean {
  return !!item.role && item.role in editCommands
}
