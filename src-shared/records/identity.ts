import type { Experiment, NetworkDesign, Schedule, TrainingPlan } from '../design/experiment'
import { canonicalJson, type JsonValue } from './canonical-json'

type Fields = Readonly<Record<string, JsonValue | undefined>>

/** The value, or nothing where it is the neutral one. */
function unless<T extends JsonValue>(value: T, neutral: JsonValue): T | undefined {
  return value === neutral ? undefined : value
}

function designFields(design: NetworkDesign): Fields {
  const { kind, ratio } = design.dropout
  const drops = kind !== 'none' && ratio > 0
  const hasHiddenLayers = design.hidden.length > 0
  return {
    input: design.input,
    hidden: design.hidden,
    output: design.output,
    // Without hidden layers nothing is activated, normalized or dropped.
    activation: hasHiddenLayers ? design.activation : undefined,
    initialization: design.initialization,
    initializationDraw: unless(design.initializationDraw, 'normal'),
    batchNormalization: hasHiddenLayers ? unless(design.batchNormalization, false) : undefined,
    dropout: hasHiddenLayers && drops ? { kind, ratio } : undefined,
  }
}

function scheduleFields(schedule: Schedule): Fields | undefined {
  switch (schedule.kind) {
    case 'constant':
      return undefined
    case 'one-cycle': {
      const { kind, up, start, end, tail, final } = schedule
      // Without a tail there is nothing whose end `final` could be.
      const tailFields = tail === 0 ? {} : { tail, final: unless(final, 0) }
      return { kind, up, start: unless(start, 0), end: unless(end, 0), ...tailFields }
    }
    case 'cosine':
      return { kind: schedule.kind, end: unless(schedule.end, 0), warmUp: unless(schedule.warmUp, 0) }
    case 'step': {
      const { kind, every, factor, warmUp } = schedule
      return { kind, every, factor, warmUp: unless(warmUp, 0) }
    }
    case 'warm-up':
      return schedule.warmUp === 0 ? undefined : { kind: schedule.kind, warmUp: schedule.warmUp }
  }
}

function planFields(plan: TrainingPlan): Fields {
  const { shift, flip } = plan.augmentation
  const stopsEarly = plan.earlyStopping > 0
  return {
    seed: plan.seed,
    scaling: unless(plan.scaling, 'none'),
    validationShare: unless(plan.validationShare, 0),
    iterations: plan.iterations,
    batchSize: plan.batchSize,
    sampling: unless(plan.sampling, 'permutation'),
    optimizer: { ...plan.optimizer },
    learningRate: plan.learningRate,
    schedule: scheduleFields(plan.schedule),
    weightDecay: unless(plan.weightDecay, 0),
    labelSmoothing: unless(plan.labelSmoothing, 0),
    gradientClipping: unless(plan.gradientClipping, 0),
    augmentation: shift === 0 && !flip ? undefined : { shift: unless(shift, 0), flip: unless(flip, false) },
    averaging: unless(plan.averaging, 0),
    earlyStopping: stopsEarly ? plan.earlyStopping : undefined,
    // How often is looked changes the weights only where looking can end the training.
    evaluateEvery: stopsEarly ? unless(plan.evaluateEvery, 0) : undefined,
  }
}

/**
 * The text whose SHA-256 is a run's identity: everything that affects the weights, and nothing else.
 *
 * A field at its neutral value is left out, so that a field which is added later does not change old identities. Threads, names,
 * notes and moments are not in it. The hash is taken by the caller, because hashing belongs to the platform.
 */
export function experimentIdentityJson(experiment: Experiment, data: string, arithmetic: string): string {
  const { design, plan } = experiment
  return canonicalJson({ arithmetic, data, design: designFields(design), plan: planFields(plan) })
}
