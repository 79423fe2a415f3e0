// Run by vitest around each file of the e2e tests.
import { afterAll } from 'vitest'
import { closeSharedChromium } from './shared-chromium.ts'

afterAll(closeSharedChromium)
