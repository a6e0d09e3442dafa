import { version } from '../../package.json'
import { arithmeticOf, chooseEngine } from '../trainer/engines'

/** What `lab --version` prints: all that decides which numbers this program computes, and how fast. */
export function versionText(): string {
  const { engine } = chooseEngine()
  return `lab ${version} (engine ${engine}, arithmetic ${arithmeticOf(engine)}, Node ${process.versions.node})`
}
