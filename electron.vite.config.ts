import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { plainBuiltins } from './scripts/plain-builtins.ts'
import { fetchSecondStep } from './scripts/second-step.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Everything is bundled, so that a packaged app ships no node_modules; the browser-hosted server, the simulator and the
// database worker are further entries of the same build (docs/decisions/0004-one-build.md).
export default defineConfig({
  main: {
    plugins: [plainBuiltins()],
    build: {
      externalizeDeps: false,
      sourcemap: 'hidden',
      rolldownOptions: {
        input: {
          main: here('src/main/main.ts'),
          server: here('src/server/main.ts'),
          simulator: here('src/simulator/cli.ts'),
          'database-worker': here('src/core/db/worker.ts'),
          'file-worker': here('src/core/files/file-worker.ts'),
          'code-worker': here('src/core/code-worker.ts'),
          'bundle-worker': here('src/core/bundles/bundle-worker.ts'),
          'find-worker': here('src/core/find-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: here('src/preload/preload.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: here('src/renderer'),
    plugins: [react(), fetchSecondStep()],
    build: {
      minify: true,
      sourcemap: 'hidden',
      manifest: true,
      // Every browser that can run the rest knows it.
      modulePreload: { polyfill: false },
      // The page's policy takes fonts from files only, so none may become a data: address.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: here('src/renderer/index.html'),
        output: {
          codeSplitting: {
            // Each with everything it imports that no group above has: few files, and a first one that waits for none.
            groups: [
              { name: 'host', test: /src\/renderer\/host\//, priority: 3 },
              { name: 'start', test: /src\/renderer\/start\.tsx$/, priority: 2 },
              {
                name: 'floating',
                test: /src\/renderer\/ui\/(combobox-field|menu-popup|tab-list|toast-region|tooltip-bubble)\.tsx$/,
              },
            ],
          },
        },
      },
    },
  },
})
