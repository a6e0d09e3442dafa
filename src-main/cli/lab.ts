import { join } from 'node:path'
import { defaultLibraryDirectory } from '../base/default-directory'
import { errorMessage } from '../base/error-message'
import { invocationOf } from './invocation'
import { processOutput } from './output'
import { runLab } from './run-lab'

const programs = import.meta.dirname

const output = processOutput()

// What nobody has foreseen is told like everything else, without the places in the program.
process.on('uncaughtException', (error) => {
  output.note(errorMessage(error))
  process.exit(1)
})

const code = await runLab(process.argv.slice(2), {
  output,
  programs,
  invocation: invocationOf(programs),
  data: join(programs, '../../resources/fashion-mnist'),
  library: defaultLibraryDirectory(),
})
// The exit code is set rather than forced, so that what was written still reaches a pipe.
process.exitCode = await output.end(code)
