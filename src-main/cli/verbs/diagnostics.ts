import { version } from '../../../package.json'
import { diagnosticsLines } from '../../base/diagnostics-text'
import { readMachine } from '../../base/machine'
import { printableJson } from '../../base/printable-text'
import { arithmeticOf, chooseEngine } from '../../trainer/engines'
import { withLibrary } from '../look-library'
import type { Verb } from '../verb'

/** Tells what a report of a fault should hold. */
export const diagnostics: Verb = {
  usage: '',
  options: [],
  run: async (args, context) => {
    const { engine, reason } = chooseEngine()
    const facts = await withLibrary(args, context, async (library) => ({
      library: { runs: (await library.list()).length, problems: library.problems.length },
      libraryPath: library.directory,
    }))
    const told = {
      program: `lab ${version}`,
      runtimes: [`Node ${process.versions.node}`],
      machine: readMachine(),
      ...{ engine, engineReason: reason, arithmetic: arithmeticOf(engine) },
      ...facts,
    }
    if (args.flag('json')) context.output.line(printableJson(told))
    else for (const line of diagnosticsLines(told)) context.output.line(line)
    return 0
  },
}
