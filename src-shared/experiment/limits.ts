import { DESIGN_FIELDS, PLAN_FIELDS } from './fields'

const { hidden, dropout } = DESIGN_FIELDS

/** Limits wherever a design comes from: form, file or shared folder. Those of one field stand in its row. */
export const LIMITS = {
  hiddenLayers: hidden.most,
  width: hidden.item.to,
  batchSize: PLAN_FIELDS.batchSize.to,
  iterations: PLAN_FIELDS.iterations.to,
  seed: PLAN_FIELDS.seed.to,
  dropoutRatio: dropout.fields.ratio.to,
  validationShare: PLAN_FIELDS.validationShare.to,
  learningRate: PLAN_FIELDS.learningRate.to,
  weightDecay: PLAN_FIELDS.weightDecay.to,
  parameters: 20_000_000,
  /** Bytes of memory that WebAssembly can address. */
  memory: 4_294_967_296,
  /** Bytes of a run's curves that a team's folder takes. */
  curves: 8_388_608,
} as const
