export const exportRuns = { id: 'history:export', label: 'Export runs…' }
export const importRuns = { id: 'history:import', label: 'Import runs…' }

/** What the whole history does with files: offered also while it is closed, and then it opens. */
export const historyFiles = [exportRuns, importRuns]
