import { readFileSync } from 'node:fs'

const description = new URL('../package.json', import.meta.url)

/** @param {string} version @returns {readonly [number, number, number]} */
function numbersOf(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return [major, minor, patch]
}

/** @param {string} version @param {string} least */
function isAtLeast(version, least) {
  const [a, b] = [numbersOf(version), numbersOf(least)]
  const differing = a.findIndex((number, place) => number !== b[place])
  return differing < 0 || a[differing] > b[differing]
}

/** Whether a version of Node is one of those that `engines` names: `^22.1.0 || >=26`. @param {string} version @param {string} engines */
export function isNamedBy(version, engines) {
  return engines.split('||').some((part) => {
    const [, sign, least] = /^(\^|>=)([\d.]+)$/.exec(part.trim()) ?? []
    if (least === undefined) throw new Error(`"${part}" in engines is neither ^VERSION nor >=VERSION.`)
    return isAtLeast(version, least) && (sign === '>=' || numbersOf(version)[0] === numbersOf(least)[0])
  })
}

/** The oldest Node on which the scripts and the build work. */
const OLDEST = '20.12.0'

/** The one sentence for whoever runs a Node on which nothing works; undefined elsewhere. @param {string} [version] */
export function sentenceOnOldNode(version = process.versions.node) {
  if (isAtLeast(version, OLDEST)) return undefined
  return `This is Node ${version}, on which the lab does not work: install Node 24 (20.12 is the oldest that will do).`
}

/** The one sentence for whoever runs another Node than the project names; undefined where it is one of them. @param {string} [version] */
export function sentenceOnNode(version = process.versions.node) {
  const { node } = JSON.parse(readFileSync(description, 'utf8')).engines
  if (isNamedBy(version, node)) return undefined
  const tooOld = sentenceOnOldNode(version)
  if (tooOld !== undefined) return tooOld
  return `The lab works on this Node ${version}, but its tools name ${node}: Node 24 installs without their warnings.`
}
