// Every check of a request, in the order in which the simulator speaks up: shape, model, then one rule after another.
import type { MessagesRequest } from '../request.ts'
import { cacheBreakpoints, cacheOnEmptyText } from './cache-control.ts'
import { blocksByRole, messageCount, nonEmpty, versionContent } from './content.ts'
import { formatSchema, formatWithCitations } from './format.ts'
import { documents, files, images } from './media.ts'
import { checkModel } from './model.ts'
import { prefillSupported, prefillTail, prefillWithFormat, prefillWithThinking } from './prefill.ts'
import { type Caller, checkShape, type Endpoint } from './request-shape.ts'
import type { Rule } from './rule.ts'
import { samplingDefaultsOnly, samplingRange, samplingTogether, samplingWithThinking } from './sampling.ts'
import { contextWindow, fastMode, inferenceGeo, maxTokens, metadata, stopSequences } from './settings.ts'
import { systemRoleContent, systemRolePlace, systemRoleSupported } from './system-role.ts'
import { effortLevel, effortWithoutThinking, thinkingBudget, thinkingType } from './thinking.ts'
import { thinkingHistory, thinkingKeptInToolLoop, thinkingNotLast } from './thinking-history.ts'
import { toolTurns } from './tool-turns.ts'
import { forcedTool, forcedToolWithThinking, strictTools, toolNames, toolSchemas } from './tools.ts'

/** What makes a request whole, whichever endpoint reads it. */
const structure: Rule[] = [
  messageCount,
  cacheOnEmptyText,
  nonEmpty,
  blocksByRole,
  versionContent,
  cacheBreakpoints,
  toolNames,
  toolSchemas,
  strictTools,
]

/** Token counting names three of the model's restrictions: version, forced tool choice, retired models. */
const forCounting: Rule[] = [...structure, forcedTool, systemRoleContent, toolTurns, files]

const forMessages: Rule[] = [
  ...structure,
  systemRoleSupported,
  systemRoleContent,
  systemRolePlace,
  toolTurns,
  maxTokens,
  samplingRange,
  samplingDefaultsOnly,
  samplingTogether,
  thinkingType,
  thinkingBudget,
  samplingWithThinking,
  effortLevel,
  effortWithoutThinking,
  forcedTool,
  forcedToolWithThinking,
  thinkingNotLast,
  prefillSupported,
  prefillWithThinking,
  prefillWithFormat,
  prefillTail,
  stopSequences,
  metadata,
  inferenceGeo,
  fastMode,
  formatSchema,
  formatWithCitations,
  files,
  images,
  documents,
  thinkingKeptInToolLoop,
  thinkingHistory,
  contextWindow,
]

/** The request, once nothing about it is refused; throws the API's refusal otherwise. */
export function checkRequest(body: unknown, endpoint: Endpoint, { version, betas }: Caller): MessagesRequest {
  const request = checkShape(body, endpoint, version, betas)
  const model = checkModel(request.model)
  const rules = endpoint === 'messages' ? forMessages : forCounting
  for (const rule of rules) rule({ request, model, version, betas })
  return request
}
