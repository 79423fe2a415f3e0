import type { Run } from '#shared/runs/run'

/** A run as it stands when its request leaves, changed by `changes`. */
export function sampleRun(changes: Partial<Run> = {}): Run {
  return {
    id: '01J00000000000000000000001',
    promptId: 'example-support-triage',
    promptName: 'Support triage',
    connectionId: 'simulator',
    connectionName: 'Simulator',
    model: 'claude-haiku-4-5',
    apiVersion: '2023-06-01',
    startedAt: '2026-11-22T10:00:00.000Z',
    state: 'running',
    stopReason: null,
    status: null,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    durationMs: null,
    excerpt: '',
    url: 'http://127.0.0.1:4010/v1/messages',
    request: {
      apiVersion: '2023-06-01',
      versionReason: 'temperature is set',
      body: { model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: 'Hello' }], stream: true },
    },
    prefill: '',
    response: { id: null, model: null, content: [], stop_reason: null, stop_sequence: null, stop_details: null },
    usage: null,
    cost: null,
    error: null,
    attempts: [],
    requestId: null,
    firstTokenMs: null,
    ...changes,
  }
}

/** The same run, ended: with an answer, its tokens and its cost. */
export function sampleEndedRun(changes: Partial<Run> = {}): Run {
  return sampleRun({
    state: 'completed',
    stopReason: 'end_turn',
    status: 200,
    inputTokens: 10,
    outputTokens: 5,
    costUsd: 0.000035,
    durationMs: 812.5,
    excerpt: 'Hello there',
    response: {
      id: 'msg_01',
      model: 'claude-haiku-4-5-20251001',
      content: [{ type: 'text', text: 'Hello there — 你好 👋' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      stop_details: null,
    },
    usage: { input_tokens: 10, output_tokens: 5 },
    cost: {
      usd: 0.000035,
      knownUsd: 0.000035,
      model: 'claude-haiku-4-5-20251001',
      tier: 'standard',
      lines: [
        { kind: 'input', tokens: 10, usdPerMTok: 1, isOwn: false, usd: 0.00001 },
        { kind: 'output', tokens: 5, usdPerMTok: 5, isOwn: false, usd: 0.000025 },
      ],
      factors: [],
      unpriced: [],
    },
    attempts: [
      {
        number: 1,
        startedAt: '2026-11-22T10:00:00.000Z',
        status: 200,
        durationMs: 100,
        requestId: 'req_01',
        failure: null,
        waitMs: null,
        waitReason: null,
      },
    ],
    requestId: 'req_01',
    firstTokenMs: 120.25,
    ...changes,
  })
}
