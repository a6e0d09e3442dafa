import {
  DROPOUT_KINDS,
  type Experiment,
  OPTIMIZER_KINDS,
  SCHEDULE_KINDS,
} from '#shared/experiment/experiment'
import { OPTIMIZER_DEFAULTS } from '#shared/experiment/optimizer-defaults'
import { SCHEDULE_DEFAULTS } from '#shared/experiment/schedule-defaults'
import { withValueAt } from '../../lib/object-path'

const DEFAULT_RATIO = 0.25

function chooseDropout(experiment: Experiment, chosen: string): Experiment {
  const { design } = experiment
  const kind = DROPOUT_KINDS.find((candidate) => candidate === chosen) ?? 'none'
  const ratio = kind === 'none' ? 0 : design.dropout.ratio || DEFAULT_RATIO
  return { ...experiment, design: { ...design, dropout: { kind, ratio } } }
}

function chooseOptimizer(experiment: Experiment, chosen: string): Experiment {
  const kind = OPTIMIZER_KINDS.find((candidate) => candidate === chosen)
  if (kind === undefined) return experiment
  return { ...experiment, plan: { ...experiment.plan, optimizer: OPTIMIZER_DEFAULTS[kind] } }
}

function chooseSchedule(experiment: Experiment, chosen: string): Experiment {
  const kind = SCHEDULE_KINDS.find((candidate) => candidate === chosen)
  if (kind === undefined) return experiment
  return { ...experiment, plan: { ...experiment.plan, schedule: SCHEDULE_DEFAULTS[kind] } }
}

/** Choices that change more than themselves: another rule comes with constants of its own. */
const WITH_CONSEQUENCES: Readonly<Record<string, (experiment: Experiment, chosen: string) => Experiment>> = {
  'design.dropout.kind': chooseDropout,
  'plan.optimizer.kind': chooseOptimizer,
  'plan.schedule.kind': chooseSchedule,
}

/** The experiment after something was chosen in a field. */
export function choose(experiment: Experiment, path: string, chosen: string): Experiment {
  return WITH_CONSEQUENCES[path]?.(experiment, chosen) ?? withValueAt(experiment, path, chosen)
}
