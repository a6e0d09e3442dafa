import { ACTIVATION_ROWS } from './activations'
import { type FieldValues, namesOf } from './field'
import { DESIGN_FIELDS, PLAN_FIELDS } from './fields'
import { INITIALIZATION_ROWS } from './initializations'
import { OPTIMIZER_ROWS } from './optimizers'
import { SCHEDULE_ROWS } from './schedules'

/*
 * What a run is: the network, and the plan by which it is trained. Everything in it is plain JSON. The types are those of the
 * tables: a row of fields.ts is a member here.
 */

/** The network: layers, activation, initialization, normalization, dropout. */
export type NetworkDesign = FieldValues<typeof DESIGN_FIELDS>
/** How it is trained: seed, data, batches, optimizer, schedule, regularization, evaluation. */
export type TrainingPlan = FieldValues<typeof PLAN_FIELDS>

export const ACTIVATIONS = namesOf(ACTIVATION_ROWS)
export type Activation = NetworkDesign['activation']

export const INITIALIZATIONS = namesOf(INITIALIZATION_ROWS)
export type Initialization = NetworkDesign['initialization']

export const DRAWS = DESIGN_FIELDS.initializationDraw.choices

export const DROPOUT_KINDS = DESIGN_FIELDS.dropout.fields.kind.choices
export type Dropout = NetworkDesign['dropout']

export const SCALINGS = PLAN_FIELDS.scaling.choices
export type Scaling = TrainingPlan['scaling']

export const OPTIMIZER_KINDS = namesOf(OPTIMIZER_ROWS)
export type Optimizer = TrainingPlan['optimizer']
export type OptimizerKind = Optimizer['kind']

export const SCHEDULE_KINDS = namesOf(SCHEDULE_ROWS)
export type Schedule = TrainingPlan['schedule']
export type ScheduleKind = Schedule['kind']

export const SAMPLINGS = PLAN_FIELDS.sampling.choices
export type Sampling = TrainingPlan['sampling']

export type Augmentation = TrainingPlan['augmentation']

export const EXPERIMENT_FORMAT = 'our-neural-network/experiment'

/** A whole experiment, as it stands in files: what `lab train --design FILE` reads and every record carries. */
export interface Experiment {
  readonly format: typeof EXPERIMENT_FORMAT
  readonly version: 1
  readonly design: NetworkDesign
  readonly plan: TrainingPlan
}
