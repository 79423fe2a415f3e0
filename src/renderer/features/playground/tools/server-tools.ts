/**
 * The newest of each kind of tool that Anthropic defines, by their type strings (TypeScript SDK 1.12.0, ToolUnion); any other type
 * can be written as JSON. The first ones run on Anthropic's side, the others are the caller's to run.
 */
export const serverTools: readonly { type: string; name?: string; does: string }[] = [
  { type: 'web_search_20260318', name: 'web_search', does: 'runs at Anthropic' },
  { type: 'web_fetch_20260318', name: 'web_fetch', does: 'runs at Anthropic' },
  { type: 'code_execution_20260521', name: 'code_execution', does: 'runs at Anthropic' },
  { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25', does: 'runs at Anthropic' },
  { type: 'tool_search_tool_regex_20251119', name: 'tool_search_tool_regex', does: 'runs at Anthropic' },
  { type: 'bash_20250124', name: 'bash', does: 'you run it' },
  { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool', does: 'you run it' },
  { type: 'memory_20250818', name: 'memory', does: 'you run it' },
]

/** Whether a tool of this type is run by Anthropic: then nobody answers its calls by hand. */
export function runsAtAnthropic(type: unknown): boolean {
  return typeof type === 'string' && /^(web_search|web_fetch|code_execution|tool_search)_/.test(type)
}
