import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../scripts/stale.mjs'

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g

/** Which files of a layer each of them imports from it, types included. */
function importsIn(layer: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(layer, file.split(sep).join('/')))
    .filter((file) => /\.(ts|vue)$/.test(file))
  const known = new Set(files)
  return new Map(
    files.map((file) => {
      const sources = [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)]
      const targets = sources.map(([, source = '']) => posix.join(dirname(file), source))
      return [
        file,
        targets.map((path) => (known.has(path) ? path : `${path}.ts`)).filter((path) => known.has(path)),
      ]
    }),
  )
}

/** The files of a circle in their order; none if there is no circle. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  function walk(file: string, path: readonly string[]): readonly string[] {
    if (path.includes(file)) return path.slice(path.indexOf(file))
    if (done.has(file)) return []
    for (const next of imports.get(file) ?? []) {
      const circle = walk(next, [...path, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of imports.keys()) {
    const circle = walk(file, [])
    if (circle.length > 0) return circle
  }
  return []
}

describe('imports in a circle', () => {
  it('are found, however long the way round', () => {
    const imports = new Map([
      ['a', ['b', 'd']],
      ['b', ['c']],
      ['c', ['e', 'b']],
      ['d', []],
    ])
    expect(circleIn(imports)).toEqual(['b', 'c'])
  })

  it.each(['src-renderer'])('are nowhere in %s', (layer) => {
    const imports = importsIn(layer)
    // A pattern that finds no imports would find no circle either.
    expect([...imports.values()].flat().length).toBeGreaterThan(imports.size)
    expect(circleIn(imports)).toEqual([])
  })
})
