// Runs inside Electron, not Node: what `electron [-r module] path` means when no app is built in.
// It must be an ES module with top-level await, so that the app's code runs before Electron reports `ready`.
import { readFileSync } from 'node:fs'
import { Module } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const preloads = []
let target
for (let index = 1; index < process.argv.length && target === undefined; index++) {
  const word = process.argv[index]
  if (word === '-r' || word === '--require') {
    index += 1
    preloads.push(process.argv[index])
  } else if (!word.startsWith('-')) target = resolve(word)
}

if (preloads.length > 0) Module._preloadModules(preloads)

if (target === undefined) {
  process.stderr.write('Give the path of an app: electron path-to-app\n')
  app.exit(1)
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, configurable: false, enumerable: true })
  await import(pathToFileURL(entryOf(target)).href)
}

function entryOf(path) {
  if (/\.(m|c)?js$/.test(path)) {
    app.setAppPath(join(path, '..'))
    return path
  }
  const description = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  app.setAppPath(path)
  app.name = description.productName ?? description.name
  if (description.version) app.setVersion(description.version)
  return join(path, description.main ?? 'index.js')
}
