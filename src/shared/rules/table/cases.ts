// Requests and what the rules find in them: every rule, refused and not refused, over many models.

import { cacheCases } from './cache-cases.ts'
import { disabledToolsCases } from './disabled-tools-cases.ts'
import { headersCases } from './headers-cases.ts'
import { mediaCases } from './media-cases.ts'
import { messagesCases } from './messages-cases.ts'
import { modelCases } from './model-cases.ts'
import { outputFormatCases } from './output-format-cases.ts'
import type { Case } from './pieces.ts'
import { prefillCases } from './prefill-cases.ts'
import { samplingCases } from './sampling-cases.ts'
import { secretsCases } from './secrets-cases.ts'
import { settingsCases } from './settings-cases.ts'
import { sizeCases } from './size-cases.ts'
import { thinkingCases } from './thinking-cases.ts'
import { toolTurnsCases } from './tool-turns-cases.ts'
import { toolsCases } from './tools-cases.ts'
import { variablesCases } from './variables-cases.ts'

export const cases: readonly Case[] = [
  ...samplingCases,
  ...modelCases,
  ...prefillCases,
  ...settingsCases,
  ...thinkingCases,
  ...messagesCases,
  ...toolsCases,
  ...toolTurnsCases,
  ...outputFormatCases,
  ...mediaCases,
  ...cacheCases,
  ...sizeCases,
  ...secretsCases,
  ...headersCases,
  ...disabledToolsCases,
  ...variablesCases,
]
