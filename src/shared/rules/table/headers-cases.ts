import { adaptive, type Case, haiku, on, opus } from './pieces.ts'

export const headersCases: readonly Case[] = [
  {
    what: 'a display with its beta header',
    prompt: opus(
      { thinking: { ...adaptive, display: 'updates' } },
      { betas: ['thinking-display-updates-2026-08-18', 'another-2026-01-01'] },
    ),
    finds: [],
  },
  {
    what: 'fast on Opus 5 with its beta header',
    prompt: on('claude-opus-5', { speed: 'fast' }, { betas: ['fast-mode-2026-02-01'] }),
    finds: ['warning speed speed'],
  },
  { what: 'a header of one’s own', prompt: haiku({}, { headers: { 'X-Team': 'docs' } }), finds: [] },
  {
    what: 'two headers that differ in case only',
    prompt: haiku({}, { headers: { 'X-Team': 'docs', 'X-Other': 'a', 'x-team': 'sales' } }),
    finds: ['warning header-twice headers'],
  },
  {
    what: 'headers that are never sent',
    prompt: haiku(
      {},
      {
        headers: {
          'X-Api-Key': 'mine',
          Cookie: 'a=b',
          'anthropic-version': '1999-01-01',
          'Content-Length': '3',
          'X Team': 'docs',
          'X-Line': 'one\ntwo',
          'X-Gateway': 'Bearer abcdef',
          'X-Empty': '',
        },
      },
    ),
    finds: Array.from({ length: 8 }, () => 'warning headers headers'),
  },
  {
    what: 'a beta that no header can carry',
    prompt: haiku({}, { betas: ['good-2026-01-01', 'two words', 'a,b'] }),
    finds: ['warning betas betas'],
  },
  {
    what: 'a secret in a header',
    prompt: haiku({}, { headers: { 'X-Team': `ghp_${'a1B2'.repeat(9)}` } }),
    finds: ['warning secrets headers'],
  },
]
