import { dirname, posix, relative, sep } from 'node:path'

// The floors of each layer, the ground first: a folder may import itself and every folder of a lower floor. Files that lie in a
// layer's own folder stand above all floors.
const floors = new Map([
  [
    'src-shared',
    [
      ['kernels', 'experiment', 'random', 'evaluation', 'language'],
      ['network', 'records', 'data'],
      ['training', 'history', 'figures'],
      ['search', 'exports'],
    ],
  ],
  // The preload script runs in the window and may import nothing of main.
  [
    'src-main',
    [
      ['base', 'preload'],
      ['library', 'trainer'],
      ['models'],
      ['sharing', 'search'],
      ['exports'],
      ['app', 'cli', 'bench'],
    ],
  ],
  [
    'src-renderer',
    [
      ['bridge', 'lib'],
      ['locales'],
      ['stores'],
      ['components', 'composables'],
      ['charts'],
      ['pages', 'card'],
      ['shell'],
    ],
  ],
])

// Arrows along the ground floor: normal deviates and temperatures are made of the engine's own functions of scalars, and the rows of
// rules carry the numbers by which kernels know them.
const sameFloor = new Set(['random -> kernels', 'experiment -> kernels', 'evaluation -> kernels'])

/** @param {string} path from the root of the repository, with slashes */
function placeOf(path) {
  const [layer, folder] = path.split('/')
  const ofLayer = floors.get(layer) ?? []
  const floor = ofLayer.findIndex((folders) => folders.includes(folder))
  return { layer, folder, floor: floor < 0 ? ofLayer.length : floor, top: ofLayer.length }
}

/** @param {string} file @param {string} source @returns {string | undefined} */
function targetOf(file, source) {
  if (source.startsWith('#shared/')) return posix.join('src-shared', source.slice('#shared/'.length))
  if (source.startsWith('.')) return posix.join(dirname(file), source)
  return undefined
}

/** @param {string} file @param {string} target @returns {string | undefined} what is wrong with this import */
export function faultOf(file, target) {
  const from = placeOf(file)
  const to = placeOf(target)
  if (!from.layer.startsWith('src-') || !to.layer.startsWith('src-')) return undefined
  if (from.layer !== to.layer) {
    return to.layer === 'src-shared' ? undefined : `${from.layer} must not import ${to.layer}.`
  }
  if (from.folder === to.folder || from.floor > to.floor) return undefined
  if (from.floor === from.top && to.floor === to.top) return undefined
  if (sameFloor.has(`${from.folder} -> ${to.folder}`)) return undefined
  return `${from.layer}/${from.folder} must not import ${to.layer}/${to.folder}: imports go from a higher floor to a lower one.`
}

/** @type {import('eslint').Rule.RuleModule} */
export const layers = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'Keeps imports in the directions of the design.' },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/')
    /** @param {{ source?: { value?: unknown } | null }} node */
    function check(node) {
      const source = node.source?.value
      if (typeof source !== 'string') return
      const target = targetOf(file, source)
      const fault = target === undefined ? undefined : faultOf(file, target)
      if (fault !== undefined) context.report({ node: /** @type {never} */ (node), message: fault })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
