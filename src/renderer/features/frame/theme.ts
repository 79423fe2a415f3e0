import type { Theme } from '#shared/settings'

const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)')

/** Puts `data-theme` on the page; `system` follows the system from then on. Returns how to stop following. */
export function applyTheme(theme: Theme): () => void {
  const query = prefersDark()
  const apply = () => {
    const isDark = theme === 'dark' || (theme === 'system' && query.matches)
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  }
  apply()
  if (theme !== 'system') return () => {}
  query.addEventListener('change', apply)
  return () => query.removeEventListener('change', apply)
}
