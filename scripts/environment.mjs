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

/** @param {NodeJS.ProcessEnv} environment @returns {Record<string, undefined>} */
function withoutForeign(environment) {
  const names = Object.keys(environment).filter((name) => FOREIGN.test(name) && !KEPT.has(name))
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/**
 * Chromium loses names of files in letters that the locale does not have, as in a terminal of `su -` or ssh. The language stays what
 * it is.
 * @param {NodeJS.ProcessEnv} environment @returns {Record<string, string | undefined>}
 */
function withUtf8Letters({ LC_ALL = '', LC_CTYPE = '', LANG = '' }) {
  if (process.platform !== 'linux' || /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG)) return {}
  return { ...(LC_ALL === '' ? {} : { LC_ALL: undefined, LANG: LC_ALL }), LC_CTYPE: 'C.UTF-8' }
}

/**
 * What must change in the environment of a process before it may become that of Electron.
 * @param {NodeJS.ProcessEnv} [environment] @returns {Record<string, string | undefined>}
 */
export function changesForElectron(environment = process.env) {
  return { ...withoutForeign(environment), ...withUtf8Letters(environment) }
}
