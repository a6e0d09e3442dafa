import * as v from 'valibot'
import type { Experiment } from './experiment'
import { type ExperimentProblem, experimentProblem, problemOfIssue } from './experiment-problem'
import { fieldSchemas } from './field-schema'
import { LIMITS } from './limits'
import { memoryEstimate } from './memory-estimate'
import { parameterCount } from './parameter-count'
import { unknownFields, withUnknownFields } from './unknown-fields'

export type ParsedExperiment =
  | { readonly ok: true; readonly experiment: Experiment }
  | { readonly ok: false; readonly problems: readonly ExperimentProblem[] }

interface ParseOptions {
  /** refuse: a misspelt field is a fault (files that people write); keep: records of a newer version keep what is theirs. */
  readonly unknown?: 'refuse' | 'keep'
  /** Images of the data that it is meant for; as many as Fashion-MNIST has where nothing is said. */
  readonly images?: number | undefined
}

/** What is wrong although every field is right on its own. */
function problemsBetweenFields({ design, plan }: Experiment, images?: number): readonly ExperimentProblem[] {
  const problems: ExperimentProblem[] = []
  const parameters = parameterCount(design)
  if (parameters > LIMITS.parameters) {
    const values = { value: parameters, limit: LIMITS.parameters }
    problems.push(experimentProblem('design.hidden', 'too-many-parameters', values))
  }
  const memory = memoryEstimate({ design, plan }, images)
  if (memory > LIMITS.memory) {
    problems.push(
      experimentProblem('plan.batchSize', 'too-much-memory', { value: memory, limit: LIMITS.memory }),
    )
  }
  const { schedule } = plan
  if (schedule.kind === 'one-cycle' && schedule.up + schedule.tail > 1) {
    const value = schedule.up + schedule.tail
    problems.push(experimentProblem('plan.schedule.tail', 'rise-and-tail-too-long', { value }))
  }
  if (plan.earlyStopping > 0 && plan.validationShare === 0) {
    problems.push(experimentProblem('plan.earlyStopping', 'early-stopping-needs-validation'))
  }
  return problems
}

/**
 * Reads an experiment from anywhere: form, file, command or shared folder.
 *
 * The one place that knows every limit and default, so that whatever it lets through can be trained; missing fields get their
 * neutral value, and every fault is told, not only the first.
 */
export function parseExperiment(input: unknown, options: ParseOptions = {}): ParsedExperiment {
  const result = v.safeParse(fieldSchemas, input)
  if (!result.success) return { ok: false, problems: result.issues.map(problemOfIssue) }
  const experiment = result.output
  const unknown = options.unknown === 'keep' ? [] : unknownFields(input, experiment)
  const problems = [
    ...unknown.map((path) => experimentProblem(path, 'unknown-field')),
    ...problemsBetweenFields(experiment, options.images),
  ]
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, experiment: withUnknownFields(input, experiment) }
}
