import { join } from 'node:path'
import { runLab } from './run-lab'
import { defaultLibraryDirectory } from '../library/default-directory'
import { processOutput } from './output'

const programs = import.meta.dirname

// The exit code is set rather than forced, so that what was written still reaches a pipe.
process.exitCode = await runLab(process.argv.slice(2), {
  output: processOutput(),
  programs,
  data: join(programs, '../../resources/fashion-mnist'),
  library: defaultLibraryDirectory(),
})
