const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const off = 0x30
const on = 0x31

// In the order of Electron's own table: run as Node, cookie encryption, NODE_OPTIONS, --inspect, asar integrity,
// only load from asar, own snapshot for the main process, privileges for file: pages.
const defaults = [on, off, on, on, off, off, off, on]

/**
 * Sets the switches that are burnt into an Electron executable to the values with which Electron itself is released.
 * @param {Buffer} executable changed in place
 */
export function restoreDefaultFuses(executable) {
  const at = executable.indexOf(sentinel)
  if (at < 0)
    throw new Error('The executable in the downloaded runtime carries no fuses, so it is not Electron.')
  const first = at + sentinel.length + 2
  const count = executable[first - 1]
  for (let index = 0; index < Math.min(count, defaults.length); index++)
    executable[first + index] = defaults[index]
}
