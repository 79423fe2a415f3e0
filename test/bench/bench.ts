// `npm run bench`: every benchmark, or the ones named (`npm run bench -- P3 P4`), each against its baseline in the same run. `P5` is
// all of P5, `P5-frames` that part of it alone.

import { exportPrompt } from './p-export.ts'
import { importPaste } from './p-import.ts'
import { firstDelta } from './p1-first-delta.ts'
import { eventsPerSecond } from './p3-events.ts'
import { messagesPerSecond } from './p4-messages.ts'
import { streamedMarkdown, streamedMarkdownFrames, streamedMarkdownGrowth } from './p5-markdown.ts'
import { plainText } from './p6-plain.ts'
import { tokensCeiling } from './p7-ceiling.ts'
import { openingConversations, typingInConversations } from './p8-conversations.ts'
import { typing } from './p9-typing.ts'
import { typingBeside } from './p10-typing-beside.ts'
import { listingRuns, savingRuns, searchingRuns } from './p12-history.ts'
import { servingDelay } from './p16-database-thread.ts'
import { start } from './p17-start.ts'
import { pageReady } from './p18-page.ts'
import { carryingHistory, carryingWire } from './p24-carrying.ts'
import { preflight } from './preflight.ts'
import { checkQuiet } from './quiet.ts'
import { type Line, print } from './report.ts'

const benchmarks: Record<string, () => Promise<Line[]>> = {
  P1: firstDelta,
  P3: eventsPerSecond,
  P4: messagesPerSecond,
  P5: streamedMarkdown,
  'P5-growth': streamedMarkdownGrowth,
  'P5-frames': streamedMarkdownFrames,
  P6: plainText,
  P7: tokensCeiling,
  P8: typingInConversations,
  P9: typing,
  P10: typingBeside,
  P11: openingConversations,
  P12: savingRuns,
  P14: listingRuns,
  P15: searchingRuns,
  P16: servingDelay,
  P17: start,
  P18: pageReady,
  'P-import': importPaste,
  'P-export': exportPrompt,
  P24: carryingHistory,
  'P24-wire': carryingWire,
  preflight,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.hasOwn(benchmarks, name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are ${Object.keys(benchmarks).join(', ')}.`)
  process.exit(2)
}
await checkQuiet()
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length === 0 || wanted.some((part) => name === part || name.startsWith(`${part}-`))) print(await run())
}
process.exit(0)
