/** Every action that has a key. `Mod` is Ctrl, or Cmd where the keyboard has one. */
export type Action = { label: string; group: 'Run' | 'Prompt' | 'Messages' | 'View'; keys: readonly string[] }

/** The one map of actions to keys; the first key that works here is the one that buttons and menus print. */
export const actions = {
  run: { label: 'Run', group: 'Run', keys: ['Mod+Enter'] },
  sendNextTurn: { label: 'Send as next turn', group: 'Run', keys: ['Mod+Shift+Enter'] },
  stop: { label: 'Stop the run', group: 'Run', keys: ['Escape'] },
  showFindings: { label: 'Show what was found before sending', group: 'Run', keys: ['F8'] },
  newPrompt: { label: 'New prompt', group: 'Prompt', keys: ['Mod+N', 'Alt+N'] },
  newFromStarter: { label: 'New from a starter…', group: 'Prompt', keys: ['Mod+Alt+N'] },
  newConversation: { label: 'New conversation', group: 'Prompt', keys: ['Mod+Shift+N', 'Alt+Shift+N'] },
  duplicatePrompt: { label: 'Duplicate prompt', group: 'Prompt', keys: ['Mod+D'] },
  savePrompt: { label: 'Save prompt', group: 'Prompt', keys: ['Mod+S'] },
  closeTab: { label: 'Close tab', group: 'Prompt', keys: ['Mod+W', 'Alt+W'] },
  reopenTab: { label: 'Reopen closed tab', group: 'Prompt', keys: ['Mod+Shift+T', 'Alt+Shift+T'] },
  undo: { label: 'Undo', group: 'Prompt', keys: ['Mod+Z'] },
  redo: { label: 'Redo', group: 'Prompt', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  find: { label: 'Find in the prompt, or in the answer', group: 'Prompt', keys: ['Mod+F'] },
  replace: { label: 'Replace in the prompt', group: 'Prompt', keys: ['Mod+H', 'Mod+Alt+F'] },
  findNext: { label: 'Next match', group: 'Prompt', keys: ['F3', 'Mod+G'] },
  findPrevious: { label: 'Previous match', group: 'Prompt', keys: ['Shift+F3', 'Mod+Shift+G'] },
  moveMessageUp: { label: 'Move message up', group: 'Messages', keys: ['Alt+ArrowUp'] },
  moveMessageDown: { label: 'Move message down', group: 'Messages', keys: ['Alt+ArrowDown'] },
  nextPane: { label: 'Go to the next part of the window', group: 'View', keys: ['F6'] },
  previousPane: { label: 'Go to the previous part of the window', group: 'View', keys: ['Shift+F6'] },
  toggleNavigator: { label: 'Show or hide the navigator', group: 'View', keys: ['Mod+B'] },
  toggleVariables: { label: 'Show or hide the variables', group: 'View', keys: ['Mod+E'] },
  flipPanes: { label: 'Swap editor and response', group: 'View', keys: ['Mod+J'] },
  maximisePane: {
    label: 'Maximise editor or response, or show both',
    group: 'View',
    keys: ['Mod+Shift+M'],
  },
  toggleJson: { label: 'Show the request as JSON, or as cards', group: 'View', keys: ['Mod+Shift+E'] },
  searchHistory: { label: 'Search the history', group: 'View', keys: ['Mod+Shift+F'] },
  openPalette: { label: 'Find a command', group: 'View', keys: ['Mod+K'] },
  switchPrompt: { label: 'Switch to another prompt', group: 'Prompt', keys: ['Mod+P'] },
  openSettings: { label: 'Open settings', group: 'View', keys: ['Mod+,'] },
  showShortcuts: { label: 'Keyboard shortcuts', group: 'View', keys: ['?'] },
} satisfies Record<string, Action>

export type ActionName = keyof typeof actions

/** Every action with its name, in the order of the map. */
export const actionList = Object.entries(actions) as [ActionName, Action][]

/** What macOS keeps for itself. */
export const systemKeys: ReadonlySet<string> = new Set(['Mod+H', 'Mod+M', 'Mod+Q'])

/** What a browser tab keeps for itself: a page is never told of these keys. */
export const browserKeys: ReadonlySet<string> = new Set(['Mod+N', 'Mod+Shift+N', 'Mod+T', 'Mod+Shift+T', 'Mod+W'])
