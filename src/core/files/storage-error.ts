import { AppError } from '#shared/app-error'

/**
 * What a person can do about an error of the file system; other errors come back as they are.
 * @param what The thing that could not be kept or read, as it begins a sentence: `The prompt`.
 */
export function toStorageError(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error
  const reason = reasons.get(String(error.code)) ?? `the system says ${String(error.code)}.`
  return new AppError('storage', `${what} could not be read or written: ${reason}`, { code: String(error.code) }, error)
}

const reasons = new Map([
  ['ENOSPC', 'the disk is full. Make room, then try again; what you typed is still on screen.'],
  ['EDQUOT', 'your share of the disk is full. Make room, then try again; what you typed is still on screen.'],
  ['EACCES', 'Antiphon is not allowed to. Check who owns the data folder.'],
  ['EPERM', 'Antiphon is not allowed to. Check who owns the data folder.'],
  ['EROFS', 'the disk can only be read. What you typed is still on screen.'],
  ['ENOENT', 'its folder is gone. Start Antiphon again, or put the folder back.'],
  ['EIO', 'the disk does not answer. What you typed is still on screen.'],
])
