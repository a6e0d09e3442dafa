// Loaded before a tool that sees the checkout through a link with a plain name: whoever asks Node for the real path would find
// the strange name again.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { sep } from 'node:path'
import process from 'node:process'

const plain = process.env.PLAIN_CHECKOUT ?? ''
const real = fs.realpathSync(plain)

/** @param {unknown} path */
function plainPath(path) {
  if (typeof path !== 'string') return path
  return path === real || path.startsWith(real + sep) ? plain + path.slice(real.length) : path
}

function answering(ask) {
  return (...words) => plainPath(ask(...words))
}

function callingBack(ask) {
  return (...words) => {
    const done = words.pop()
    return ask(...words, (error, path) => done(error, plainPath(path)))
  }
}

const { realpath, realpathSync } = fs
const { realpath: promised } = fs.promises
process.cwd = answering(process.cwd)
fs.realpathSync = Object.assign(answering(realpathSync), { native: answering(realpathSync.native) })
fs.realpath = Object.assign(callingBack(realpath), { native: callingBack(realpath.native) })
fs.promises.realpath = async (...words) => plainPath(await promised(...words))
syncBuiltinESMExports()
