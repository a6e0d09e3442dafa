import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importCircles } from '../../scripts/import-circles.mjs'
import { root } from '../../scripts/stale.mjs'

async function sourcesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  const files = found.filter((entry) => entry.isFile() && /\.(ts|vue|mjs)$/.test(entry.name))
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]
    }),
  )
}

describe('imports', () => {
  it('lead in a circle where two files need each other, be it for a type alone', () => {
    const sources = new Map([
      ['src-shared/a.ts', "import { b } from './b'\nexport const a = b"],
      ['src-shared/b.ts', "import type { C } from '#shared/deep/c'\nexport const b: C = 1"],
      ['src-shared/deep/c.ts', "export type C = import('../a').A\nimport './d'"],
      ['src-shared/deep/d.ts', "import 'vue'\nimport './missing'"],
    ])
    expect(importCircles(sources)).toEqual([
      ['src-shared/a.ts', 'src-shared/b.ts', 'src-shared/deep/c.ts', 'src-shared/a.ts'],
    ])
  })

  it('are seen in components', () => {
    const sources = new Map([
      [
        'src-renderer/A.vue',
        '<script setup lang="ts">\nimport { b } from "./b"\n</script>\n<template>a</template>',
      ],
      ['src-renderer/b.ts', "export { default as b } from './A.vue'"],
    ])
    expect(importCircles(sources)).toHaveLength(1)
  })

  it.each(['src-shared', 'src-main', 'src-renderer', 'scripts', 'eslint-rules', 'test'])(
    'lead nowhere back to where they began in %s',
    async (folder) => {
      const sources = await sourcesOf(folder)
      expect(sources.size).toBeGreaterThan(0)
      expect(importCircles(sources)).toEqual([])
    },
  )
})
