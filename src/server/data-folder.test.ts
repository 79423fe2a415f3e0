import { expect, it } from 'vitest'
import { defaultDataFolder } from './data-folder.ts'

it.each([
  ['linux', {}, '/home/ada', '/home/ada/.config/Antiphon'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/home/ada', '/cfg/Antiphon'],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ada', '/home/ada/.config/Antiphon'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada', '/home/ada/.config/Antiphon'],
  ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Antiphon'],
  [
    'win32',
    { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' },
    'C:\\Users\\ada',
    'C:\\Users\\ada\\AppData\\Roaming\\Antiphon',
  ],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Antiphon'],
] as const)(
  'on %s with %j is where Electron puts the data of an app named Antiphon',
  (platform, environment, home, folder) => {
    expect(defaultDataFolder({ platform, environment, home })).toBe(folder)
  },
)
