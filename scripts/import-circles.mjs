import { posix } from 'node:path'
import ts from 'typescript'

const ENDINGS = ['', '.ts', '.mjs', '.vue', '/index.ts']

/** @param {string} file @param {string} source @param {ReadonlyMap<string, string>} sources @returns {string | undefined} */
function resolved(file, source, sources) {
  const path = source.startsWith('#shared/')
    ? posix.join('src-shared', source.slice('#shared/'.length))
    : posix.join(posix.dirname(file), source)
  if (!source.startsWith('#shared/') && !source.startsWith('.')) return undefined
  return ENDINGS.map((ending) => path + ending).find((candidate) => sources.has(candidate))
}

/** @param {string} file @param {string} text */
function scriptOf(file, text) {
  if (!file.endsWith('.vue')) return text
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n')
}

/**
 * Imports that lead back to where they began, imports of types included, each as its files one after the other.
 * @param {ReadonlyMap<string, string>} sources text of every file, by its path from the root
 * @returns {readonly (readonly string[])[]}
 */
export function importCircles(sources) {
  const importsOf = new Map(
    [...sources].map(([file, text]) => {
      const { importedFiles } = ts.preProcessFile(scriptOf(file, text), true, true)
      return [file, importedFiles.flatMap(({ fileName }) => resolved(file, fileName, sources) ?? [])]
    }),
  )
  /** @type {string[][]} */
  const circles = []
  const done = new Set()
  /** @type {string[]} */
  const path = []
  /** @param {string} file */
  function visit(file) {
    const at = path.indexOf(file)
    if (at >= 0) circles.push([...path.slice(at), file])
    if (at >= 0 || done.has(file)) return
    path.push(file)
    importsOf.get(file)?.forEach(visit)
    path.pop()
    done.add(file)
  }
  for (const file of sources.keys()) visit(file)
  return circles
}
