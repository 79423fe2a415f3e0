// The page of the benchmarks: what the benchmarks call in it.
import '../../../src/renderer/base.css'
import './pane.css'
import { converse, endConverse } from './conversations.tsx'
import { edit, endEdit } from './editors.tsx'
import { streamPanes } from './panes.tsx'
import { endPlain, endStream, stream } from './streams.tsx'

const bench = { stream, endStream, endPlain, streamPanes, edit, endEdit, converse, endConverse }

declare global {
  interface Window {
    bench: typeof bench
  }
}

window.bench = bench
