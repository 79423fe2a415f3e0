// R27 and the limits of a structured output's schema.
import { refuse } from '../api-error.ts'
import { isDocument } from '../request.ts'
import { placedBlocks, type Rule } from './rule.ts'
import { checkSchemaForm } from './schema-form.ts'
import { checkStrictSchema, checkStrictTotals } from './strict-schema.ts'

/** R27 */
export const formatWithCitations: Rule = ({ request }) => {
  if (!request.output_config?.format) return
  const cites = placedBlocks(request).some(
    ({ block }) =>
      (isDocument(block) || block.type === 'search_result') &&
      (block.citations as { enabled?: boolean } | null)?.enabled,
  )
  if (cites) refuse('output_config.format: citations cannot be enabled together with an output format.')
}

/** The schema keeps to what structured outputs take. */
export const formatSchema: Rule = ({ request, model }) => {
  const format = request.output_config?.format
  if (!format) return
  if (model.capabilities.structuredOutputs === false)
    refuse('output_config.format: structured outputs are not supported on this model.')
  checkSchemaForm(format.schema, 'output_config.format.schema')
  checkStrictSchema(format.schema, 'output_config.format.schema')
  checkStrictTotals([format.schema], 'output_config.format.schema')
}
