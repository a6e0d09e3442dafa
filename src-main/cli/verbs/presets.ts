import { parameterCount } from '#shared/experiment/parameter-count'
import { PRESETS } from '#shared/experiment/presets'
import { printableJson } from '../../base/printable-text'
import type { Verb } from '../verb'

/** Lists the experiments that the lab brings along. */
export const presets: Verb = {
  usage: '',
  options: [],
  async run(args, { output }) {
    if (args.flag('json')) {
      output.line(printableJson(PRESETS.map(({ id, title, experiment }) => ({ id, title, experiment }))))
      return 0
    }
    const width = Math.max(...PRESETS.map(({ id }) => id.length))
    for (const { id, title, experiment } of PRESETS) {
      const { design, plan } = experiment
      const network = [design.input, ...design.hidden, design.output].join('-')
      output.line(
        `${id.padEnd(width)}  ${title}: ${network}, ${parameterCount(design)} parameters, ${plan.iterations} iterations`,
      )
    }
    return 0
  },
}
