import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './stale.mjs'

/** Files of constants that all engines share; each holds nothing else. AssemblyScript imports them, C++ gets them as a header. */
export const sharedConstants = ['coefficients', 'rule-codes', 'scalar-layouts'].map(
  (name) => `src-shared/kernels/${name}.ts`,
)

const constant = /^export const (\w+) = (-?[\d.]+(?:e-?\d+)?)$/gm
const isWhole = (/** @type {string} */ value) => /^-?\d+$/.test(value)

/** One line of C++ a constant: numbers with a point or an exponent are binary32, the others whole. @param {string} file */
export function constantsOf(file) {
  const text = readFileSync(join(root, file), 'utf8')
  const lines = [...text.matchAll(constant)].map(([, name = '', value = '']) =>
    isWhole(value)
      ? `constexpr int ${name} = ${value};`
      : `constexpr float ${name} = static_cast<float>(${value});`,
  )
  if (lines.length === 0 || lines.length !== text.split('export ').length - 1)
    throw new Error(`${file} must hold constants that can be written as C++, and nothing else.`)
  return lines
}

/** Writes the shared constants as the header `constants.h`. @param {string} folder */
export function writeConstants(folder) {
  const lines = sharedConstants.flatMap(constantsOf)
  writeFileSync(join(folder, 'constants.h'), `#pragma once\n\n${lines.join('\n')}\n`)
}
