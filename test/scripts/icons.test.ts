import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const ICONS = 'resources/icons'

/** Width and height that a PNG names. */
function sizeOf(png: Buffer): readonly number[] {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe.each(['app', 'run-file'])('the icon of %s', (name) => {
  const pictures = readdirSync(`${ICONS}/${name}`).map((file) => readFileSync(`${ICONS}/${name}/${file}`))

  it('should be the drawn pictures for Windows, up to 256 pixels', () => {
    const file = readFileSync(`${ICONS}/${name}.ico`)
    const count = file.readUInt16LE(4)
    const inside = Array.from({ length: count }, (_, at) => {
      const entry = 6 + 16 * at
      const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)]
      const png = file.subarray(offset, offset + length)
      expect(sizeOf(png)).toEqual([file[entry] || 256, file[entry + 1] || 256])
      return png
    })
    expect(inside.map((png) => sizeOf(png)[0])).toEqual([16, 24, 32, 48, 64, 128, 256])
    expect(inside.every((png) => pictures.some((picture) => picture.equals(png)))).toBe(true)
  })

  it('should be the drawn pictures for macOS', () => {
    const file = readFileSync(`${ICONS}/${name}.icns`)
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
    const sizes: Record<string, number | undefined> = {}
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const png = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      sizes[file.toString('latin1', at, at + 4)] = sizeOf(png)[0]
      expect(pictures.some((picture) => picture.equals(png))).toBe(true)
    }
    expect(sizes).toEqual({ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 })
  })
})
