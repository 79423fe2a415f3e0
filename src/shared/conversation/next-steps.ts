import type { ConnectionKind } from '../connections/connection.ts'
import { findModel, type ModelInfo, requestId, thinkingIsOn } from '../models/models.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { asWritten } from '../prompt/variables.ts'
import { answerText, type Run } from '../runs/run.ts'
import { groupedDigits } from '../text/grouped-digits.ts'
import {
  closedAnswer,
  isAnswered,
  isSameConversation,
  wholeAnswer,
  withAnswer,
  withoutAnswer,
  withUserTurn,
} from './answer-turn.ts'
import { mutedToFit } from './fit-window.ts'
import { canAnswerCanned, cannedResult, loopStep } from './tool-loop.ts'

/** One thing that may follow the end of a run: a pure change of the prompt, and whether the prompt is run with it at once. */
export type NextStep = {
  id: string
  label: string
  /** What it does, in one sentence. */
  explanation: string
  /** Runs at once. Where the prompt has been changed since the run it does not, and the label ends in an ellipsis. */
  runs: boolean
  /** The message that wants to be written next, where there is one. */
  focusId: string | null
  apply: (prompt: Prompt) => Prompt
}

export type NextStepsContext = {
  models: readonly ModelInfo[]
  connectionKind: ConnectionKind
  /** Ids for the messages that a step adds. */
  newIds: readonly [answer: string, user: string]
}

/** A step before it is known whether it may run at once. */
type Plan = Omit<NextStep, 'focusId'> & { focusId?: string }
type Facts = { run: Run; prompt: Prompt; model: ModelInfo | null } & NextStepsContext

/**
 * What can be done after a run has ended, the likeliest first: only what the prompt's model takes (Messages API reference,
 * response, prefill, thinking). Empty while it goes, and where the conversation has gone on since.
 */
export function nextSteps(run: Run, prompt: Prompt, context: NextStepsContext): NextStep[] {
  if (run.state === 'running' || run.promptId !== prompt.id || isAnswered(prompt, run)) return []
  const facts: Facts = { run, prompt, model: findModel(context.models, prompt.model), ...context }
  const plans = plansFor(facts).filter((plan) => plan !== null)
  const isUnchanged = isSameConversation(prompt, run, context.connectionKind)
  return plans.map((plan) => ({
    ...plan,
    focusId: plan.focusId ?? null,
    runs: plan.runs && isUnchanged,
    label: plan.runs && !isUnchanged ? `${plan.label}…` : plan.label,
  }))
}

function plansFor(facts: Facts): (Plan | null)[] {
  const { state, response } = facts.run
  if (state !== 'completed') return [continued(facts)]
  switch (response.stop_reason) {
    case 'end_turn':
      return [reply(facts) ?? runAgain]
    case 'max_tokens':
      return [continued(facts), moreTokens(facts)]
    case 'stop_sequence':
      return [reply(facts), continued(facts)]
    case 'tool_use':
      return [answerCanned(facts), answerTools(facts) ?? reply(facts)]
    case 'pause_turn':
      return [goOn(facts)]
    case 'refusal':
      return [rephrase(facts), leaveOut(facts), thinkInstead(facts)]
    case 'model_context_window_exceeded':
      return [muteOldest(facts), largerModel(facts)]
    default:
      return [reply(facts), continued(facts)]
  }
}

const runAgain: Plan = {
  id: 'run-again',
  label: 'Run again',
  explanation: 'Sends the same request once more.',
  runs: true,
  apply: (prompt) => prompt,
}

function reply({ run, newIds: [answerId, userId] }: Facts): Plan | null {
  const content = closedAnswer(run)
  if (content === null) return null
  return {
    id: 'reply',
    label: 'Reply',
    explanation: 'Adds the answer to the messages, and an empty message of yours after it.',
    runs: false,
    focusId: userId,
    apply: (prompt) => withUserTurn(withAnswer(prompt, run, { id: answerId, content }), { id: userId, content: '' }),
  }
}

/** Goes on where the answer was cut: from a prefill where the model takes one, else from a message that quotes its end. */
function continued(facts: Facts): Plan | null {
  const { run, prompt, newIds } = facts
  const [answerId, userId] = newIds
  const content = closedAnswer(run)
  const past = run.response.stop_reason === 'stop_sequence' ? (run.response.stop_sequence ?? '') : ''
  const text = `${answerText(run.response, run.prefill)}${past}`.trimEnd()
  // With an output format the model writes the whole object anew, and a prefill is refused.
  if (content === null || text === '' || hasFormat(prompt)) return null
  const label = past === '' ? 'Continue' : 'Continue past it'
  if (typeof content === 'string' && takesPrefill(facts)) {
    const explanation = 'Puts the answer into the prefill and runs: the model goes on from its last character.'
    const apply = (changed: Prompt) => ({ ...withoutAnswer(changed, run), prefill: asWritten(changed, text) })
    return { id: 'continue', label, explanation, runs: true, apply }
  }
  const whole = typeof content === 'string' ? text : content
  return {
    id: 'continue',
    label,
    explanation:
      'Adds the answer and a message that quotes its end and asks to go on, then runs: this request takes no prefill.',
    runs: true,
    apply: (changed) =>
      withUserTurn(withAnswer(changed, run, { id: answerId, content: whole }), {
        id: userId,
        content: asWritten(changed, quoteToContinue(text)),
      }),
  }
}

function hasFormat({ settings }: Prompt): boolean {
  return settings.output_config?.format != null
}

/** Known to take one. Of an unknown model it is not known, and the quote works everywhere. */
function takesPrefill({ prompt, model }: Facts): boolean {
  return model?.capabilities.prefill === true && thinkingIsOn(model, prompt.settings.thinking) === false
}

const quotedCharacters = 300

/** What the user says to have an answer continued (Messages API reference, prefill). */
function quoteToContinue(text: string): string {
  const cut = Array.from(text.slice(-quotedCharacters * 2))
    .slice(-quotedCharacters)
    .join('')
  const quoted = cut.length < text.length ? `…${cut.replace(/^\S{0,40}\s/, '')}` : cut
  return `Your answer was cut off. It ended with:\n\n<end_of_answer>\n${quoted}\n</end_of_answer>\n\nContinue exactly where it stops. Repeat nothing of it, and say nothing about the interruption.`
}

/** Runs again with twice the room, or with what the user has set since. */
function moreTokens({ run, prompt, model }: Facts): Plan | null {
  const sent = run.request.body.max_tokens
  const set = prompt.settings.max_tokens
  const next = set > sent ? set : Math.min(set * 2, model?.maxOutputTokens ?? Number.POSITIVE_INFINITY)
  if (!(next > sent)) return null
  return {
    id: 'more-tokens',
    label: `Run again with max_tokens ${groupedDigits(next)}`,
    explanation: `Sets max_tokens to ${groupedDigits(next)} and runs the same request from its beginning.`,
    runs: true,
    apply: (changed) => ({ ...changed, settings: { ...changed.settings, max_tokens: next } }),
  }
}

/** The calling turn as it came, thinking included, and a result to fill for each of its calls. */
function answerTools({ run, prompt, newIds: [answerId, userId] }: Facts): Plan | null {
  const content = wholeAnswer(run)
  const calls = run.response.content.filter(({ type, id }) => type === 'tool_use' && typeof id === 'string')
  if (content === null || calls.length === 0) return null
  const canned = calls.map((call) => cannedResult(call, prompt))
  // With all of them canned there is a step of its own: by hand means by hand.
  const isMixed = canned.some((result) => result !== null) && canned.includes(null)
  const results = calls.map(
    ({ id }, at): ContentBlock =>
      (isMixed ? canned[at] : null) ?? { type: 'tool_result', tool_use_id: id, content: '' },
  )
  return {
    id: 'answer-tools',
    label: calls.length === 1 ? 'Answer the tool call' : `Answer the ${calls.length} tool calls`,
    explanation: `Adds the turn as it came, and a message with a tool_result for each call, for you to fill${isMixed ? '; canned results stand there already' : ''}.`,
    runs: false,
    focusId: userId,
    apply: (prompt) =>
      withUserTurn(withAnswer(prompt, run, { id: answerId, content }), { id: userId, content: results }),
  }
}

/** One step of the loop. */
function answerCanned({ run, prompt, connectionKind, newIds }: Facts): Plan | null {
  if (!canAnswerCanned(run, prompt)) return null
  return {
    id: 'answer-canned',
    label: 'Answer with canned results',
    explanation: 'Adds the turn as it came, answers each call with the canned result of its tool, and runs.',
    runs: true,
    apply: (changed) => {
      const step = loopStep(run, changed, { connectionKind, newIds })
      return step.kind === 'go' ? step.apply(changed) : changed
    },
  }
}

function goOn({ run, newIds: [answerId] }: Facts): Plan | null {
  const content = wholeAnswer(run)
  if (content === null) return runAgain
  return {
    id: 'go-on',
    label: 'Go on',
    explanation: 'Sends the paused turn back as it came; the model goes on from there.',
    runs: true,
    apply: (prompt) => withAnswer(prompt, run, { id: answerId, content }),
  }
}

function lastUserTurn(prompt: Prompt): number {
  return prompt.messages.findLastIndex(({ role, muted }) => role === 'user' && !muted)
}

function rephrase({ prompt }: Facts): Plan | null {
  const message = prompt.messages[lastUserTurn(prompt)]
  if (!message) return null
  const explanation = 'Puts the caret into the last message of the user.'
  const apply = (changed: Prompt) => changed
  return { id: 'rephrase', label: 'Rephrase', explanation, runs: false, focusId: message.id, apply }
}

/** Mutes what was refused, where a conversation is left to go on with. */
function leaveOut({ prompt }: Facts): Plan | null {
  const index = lastUserTurn(prompt)
  const isAlone = !prompt.messages.slice(0, index).some(({ role, muted }) => role === 'user' && !muted)
  if (isAlone) return null
  return {
    id: 'leave-out',
    label: 'Leave that turn out',
    explanation:
      'Mutes the last message of the user and what follows: kept, not sent. A refused turn is refused again.',
    runs: false,
    apply: (changed) =>
      muteMessages(changed, new Set(changed.messages.slice(lastUserTurn(changed)).map(({ id }) => id))),
  }
}

/** Whoever asks for the reasoning itself gets it as thinking (the SDK's own advice for this category). */
function thinkInstead({ run, prompt, model }: Facts): Plan | null {
  const details = run.response.stop_details
  const isReasoning =
    typeof details === 'object' &&
    details !== null &&
    !Array.isArray(details) &&
    details.category === 'reasoning_extraction'
  if (!isReasoning || model?.capabilities.thinking.adaptive !== true || prompt.settings.thinking?.type === 'adaptive') {
    return null
  }
  return {
    id: 'think',
    label: 'Show thinking',
    explanation: 'Sets thinking to adaptive with a summary, so that you need not ask for the reasoning.',
    runs: false,
    apply: (changed) => ({
      ...changed,
      settings: { ...changed.settings, thinking: { type: 'adaptive', display: 'summarized' } },
    }),
  }
}

function muteOldest({ run, prompt, model }: Facts): Plan | null {
  const ids = mutedToFit(prompt, run, model)
  if (ids.size === 0) return null
  return {
    id: 'mute-oldest',
    label: ids.size === 1 ? 'Mute the oldest message' : `Mute the ${ids.size} oldest messages`,
    explanation:
      'Makes room for max_tokens of answer: the oldest turns are kept, but not sent. Tool calls stay with their results.',
    runs: false,
    apply: (changed) => muteMessages(changed, ids),
  }
}

/** The newest active model of the same line with a larger context window, else of any line. */
function largerModel({ model, models }: Facts): Plan | null {
  const window = model?.contextWindow ?? null
  if (!model || window === null) return null
  const larger = models.filter(
    ({ lifecycle, access, contextWindow }) =>
      lifecycle === 'active' && access === model.access && (contextWindow ?? 0) > window,
  )
  const next = larger.find(({ line }) => line === model.line) ?? larger[0]
  if (!next) return null
  return {
    id: 'larger-model',
    label: `Use ${next.displayName}`,
    explanation: `Its context window holds ${groupedDigits(next.contextWindow ?? 0)} tokens; this one ${groupedDigits(window)}.`,
    runs: false,
    apply: (changed) => ({ ...changed, model: requestId(next) }),
  }
}

function muteMessages(prompt: Prompt, ids: ReadonlySet<string>): Prompt {
  const messages = prompt.messages.map((message) => (ids.has(message.id) ? { ...message, muted: true } : message))
  return { ...prompt, messages }
}
