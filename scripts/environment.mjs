// What says how Electron shows and logs may stay; whatever else begins so makes it another program: a terminal inside an editor that
// is itself built on Electron hands down variables that were meant for the editor.
const KEPT = new Set([
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_ENABLE_STACK_DUMPING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_OVERRIDE_DIST_PATH',
  'ELECTRON_OZONE_PLATFORM_HINT',
])
// NODE_OPTIONS is meant for Node: Electron ends at once where it does not know one of them.
const FOREIGN = /^(ELECTRON_.*|NODE_OPTIONS|NODE_REPL_EXTERNAL_MODULE|VSCODE_INSPECTOR_OPTIONS)$/

/**
 * What the environment of a process must lose before it may become that of Electron.
 * @param {NodeJS.ProcessEnv} [environment] @returns {Record<string, undefined>}
 */
export function withoutForeignSettings(environment = process.env) {
  const names = Object.keys(environment).filter((name) => FOREIGN.test(name) && !KEPT.has(name))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}
