import { historyOf } from './history-data.ts'
for (const size of [10, 1_000, 100_000]) { const c = process.cpuUsage(); const t = performance.now(); await historyOf(size); const e = process.cpuUsage(c); console.log(size, 'cpu s', (e.user + e.system) / 1e6, 'wall s', (performance.now() - t) / 1e3) }
