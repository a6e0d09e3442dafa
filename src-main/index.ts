import { app } from 'electron'
import { wordsAfterLab } from './cli/invocation'

// The first thing of all: `our-neural-network lab` is the command, and starts neither a window nor what a window needs of the system.
const words = app.isPackaged ? wordsAfterLab(process.argv.slice(1)) : null
if (words === null) await import('./app/index')
else {
  // As Node leaves them for a file of its own.
  process.argv.splice(1, process.argv.length, 'lab', ...words)
  await import('./cli/lab')
  app.exit(Number(process.exitCode))
}
