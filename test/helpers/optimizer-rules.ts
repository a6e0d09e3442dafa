import type { Optimizer, OptimizerKind } from '#shared/experiment/experiment'
import { power } from './power'

/** One parameter with what its rule remembers, in plain binary64. */
export interface PlainParameter {
  w: number
  /** Whatever the rule keeps, by name. */
  readonly memory: Record<string, number>
}

/** One step as the papers and PyTorch's documentation write it; `t` counts from 1, and `g` already holds the weight decay. */
type PlainRule = (parameter: PlainParameter, g: number, rate: number, t: number) => void

export interface OptimizerRule {
  /** The settings under which it is tested, the defaults first. */
  readonly settings: readonly Optimizer[]
  readonly rule: (optimizer: Optimizer) => PlainRule
  /** Whether weight decay acts on the weights themselves and not through the gradient. */
  readonly decoupled?: true
}

/** The settings of one kind; some kinds share their shape. */
type SettingsOf<K extends OptimizerKind, O = Optimizer> = O extends { readonly kind: OptimizerKind }
  ? K extends O['kind']
    ? Omit<O, 'kind'>
    : never
  : never

/** Gives a rule its own kind of settings. */
function ruleFor<K extends OptimizerKind>(
  kind: K,
  settings: readonly SettingsOf<K>[],
  rule: (settings: SettingsOf<K>) => PlainRule,
): OptimizerRule {
  return {
    settings: settings.map((given) => ({ kind, ...given }) as unknown as Optimizer),
    rule: (optimizer) => {
      if (optimizer.kind !== kind) throw new Error(`A rule for ${kind} got settings for ${optimizer.kind}.`)
      return rule(optimizer as unknown as SettingsOf<K>)
    },
  }
}

interface AdamSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

function adam({ beta1, beta2, epsilon }: AdamSettings): PlainRule {
  return (parameter, g, rate, t) => {
    const { memory } = parameter
    memory['first'] = beta1 * (memory['first'] ?? 0) + (1 - beta1) * g
    memory['second'] = beta2 * (memory['second'] ?? 0) + (1 - beta2) * g * g
    const first = memory['first'] / (1 - power(beta1, t))
    const second = memory['second'] / (1 - power(beta2, t))
    parameter.w -= (rate * first) / (Math.sqrt(second) + epsilon)
  }
}

const adamSettings = [
  { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { beta1: 0, beta2: 0, epsilon: 0.01 },
  { beta1: 0.5, beta2: 0.8, epsilon: 1e-4 },
]

/**
 * Every rule, calculated a second time; whoever adds an optimizer adds it here, and every law below holds for it.
 *
 * Momentum and Nesterov as in the textbook: the rate is inside the velocity.
 */
export const OPTIMIZER_RULES: Readonly<Record<OptimizerKind, OptimizerRule>> = {
  sgd: ruleFor('sgd', [{}], () => (parameter, g, rate) => {
    parameter.w -= rate * g
  }),
  momentum: ruleFor(
    'momentum',
    [{ momentum: 0.9 }, { momentum: 0 }, { momentum: 0.99 }],
    ({ momentum }) =>
      (parameter, g, rate) => {
        parameter.memory['velocity'] = momentum * (parameter.memory['velocity'] ?? 0) - rate * g
        parameter.w += parameter.memory['velocity']
      },
  ),
  nesterov: ruleFor(
    'nesterov',
    [{ momentum: 0.9 }, { momentum: 0 }, { momentum: 0.5 }],
    ({ momentum }) =>
      (parameter, g, rate) => {
        parameter.memory['velocity'] = momentum * (parameter.memory['velocity'] ?? 0) - rate * g
        parameter.w += momentum * parameter.memory['velocity'] - rate * g
      },
  ),
  adagrad: ruleFor(
    'adagrad',
    [{ epsilon: 1e-10 }, { epsilon: 0.1 }],
    ({ epsilon }) =>
      (parameter, g, rate) => {
        parameter.memory['squares'] = (parameter.memory['squares'] ?? 0) + g * g
        parameter.w -= (rate * g) / (Math.sqrt(parameter.memory['squares']) + epsilon)
      },
  ),
  rmsprop: ruleFor(
    'rmsprop',
    [
      { decay: 0.99, epsilon: 1e-8 },
      { decay: 0, epsilon: 0.1 },
      { decay: 0.5, epsilon: 1e-3 },
    ],
    ({ decay, epsilon }) =>
      (parameter, g, rate) => {
        parameter.memory['squares'] = decay * (parameter.memory['squares'] ?? 0) + (1 - decay) * g * g
        parameter.w -= (rate * g) / (Math.sqrt(parameter.memory['squares']) + epsilon)
      },
  ),
  adam: ruleFor('adam', adamSettings, adam),
  adamw: { ...ruleFor('adamw', adamSettings, adam), decoupled: true },
  nadam: ruleFor(
    'nadam',
    [
      ...adamSettings.map((given) => ({ ...given, momentumDecay: 0.004 })),
      { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.5 },
    ],
    ({ beta1, beta2, epsilon, momentumDecay }) => {
      const mu = (t: number): number => beta1 * (1 - 0.5 * Math.exp(Math.log(0.96) * t * momentumDecay))
      return (parameter, g, rate, t) => {
        const { memory } = parameter
        memory['first'] = beta1 * (memory['first'] ?? 0) + (1 - beta1) * g
        memory['second'] = beta2 * (memory['second'] ?? 0) + (1 - beta2) * g * g
        let product = 1
        for (let step = 1; step <= t; step += 1) product *= mu(step)
        const ahead = (mu(t + 1) * memory['first']) / (1 - product * mu(t + 1))
        const now = ((1 - mu(t)) * g) / (1 - product)
        parameter.w -=
          (rate * (ahead + now)) / (Math.sqrt(memory['second'] / (1 - power(beta2, t))) + epsilon)
      }
    },
  ),
}
