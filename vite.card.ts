import { readFileSync } from 'node:fs'
import { rolldown } from 'rolldown'
import type { Plugin } from 'vite'
import { here, modules } from './vite.shared.ts'

const ID = 'virtual:run-card-page'
const FOUND = `\0${ID}`

/** Hands the page of run cards to main as one script and one style, so that a card is a single file. */
export function runCardPage(): Plugin {
  return {
    name: 'run-card-page',
    resolveId: (source) => (source === ID ? FOUND : null),
    async load(id) {
      if (id !== FOUND) return null
      const alias = { '#shared': here('src-shared') }
      const bundle = await rolldown({
        input: here('src-renderer/card/card.ts'),
        resolve: { alias, symlinks: !modules.preserveSymlinks },
      })
      const { output } = await bundle.generate({ format: 'iife', minify: true })
      await bundle.close()
      const style = readFileSync(here('src-renderer/card/card.css'), 'utf8')
      return `export const script = ${JSON.stringify(output[0].code)}\nexport const style = ${JSON.stringify(style)}`
    },
  }
}
