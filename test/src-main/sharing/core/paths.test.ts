import { describe, expect, it } from 'vitest'
import {
  type Address,
  alternativePath,
  blobPath,
  blobSha256,
  fitsName,
  insideOf,
  isOwnTemporary,
  isReadable,
  KINDS,
  pathOf,
  temporaryName,
} from '../../../../src-main/sharing/core/paths'

const RUN = '01KF16G700J5S8K2T0ZRX3M4QN'
const OTHER = '01KF16G700J5S8K2T0ZRX3M4QP'
const address = (kind: Address['kind'], change: Partial<Address> = {}): Address => ({
  kind,
  id: RUN,
  device: 'abcdefgh',
  stamp: '0abcdefghjkmnp',
  ...change,
})

describe('where an item lies', () => {
  it('follows from its kind, run, device and stamp alone', () => {
    expect(KINDS.map((kind) => pathOf(address(kind)))).toEqual([
      `runs/2026-01/${RUN.toLowerCase()}-abcdefgh.json`,
      `curves/2026-01/${RUN.toLowerCase()}-abcdefgh.json`,
      `notes/2026-01/${RUN.toLowerCase()}/0abcdefghjkmnp-abcdefgh.json`,
      `gone/2026-01/${RUN.toLowerCase()}/0abcdefghjkmnp-abcdefgh.json`,
      `replays/2026-01/${RUN.toLowerCase()}/0abcdefghjkmnp-abcdefgh.json`,
      'people/abcdefgh-0abcdefghjkmnp.json',
      `claims/${RUN.toLowerCase()}-abcdefgh.json`,
    ])
  })

  it.each([
    { id: '../../../etc/passwd' },
    { id: `${RUN}/..` },
    { device: '../aaaaa' },
    { device: 'ABCDEFGH' },
    { stamp: '../../aaaaaaaa' },
    { stamp: '' },
  ])('is nowhere for ids that are none: %j', (change) => {
    expect(() => pathOf(address('note', change))).toThrow('is not')
  })

  it('is found again by its own name, with what file services add to it', () => {
    for (const kind of KINDS) {
      const path = pathOf(address(kind))
      for (const name of [path, alternativePath(path, 2), path.replace('.json', ' (1).json')])
        expect(fitsName(name, address(kind)), name).toBe(true)
    }
    expect(fitsName('notes/renamed by hand.json', address('note'))).toBe(true)
  })

  it('does not fit a name that is formed as ours and tells something else', () => {
    for (const kind of ['run', 'curves', 'claim'] as const)
      expect(fitsName(pathOf(address(kind)), address(kind, { id: OTHER })), kind).toBe(false)
    for (const kind of ['note', 'gone', 'replay', 'person', 'claim'] as const)
      expect(fitsName(pathOf(address(kind)), address(kind, { device: 'hgfedcba' })), kind).toBe(false)
    for (const kind of ['note', 'gone', 'replay', 'person'] as const)
      expect(fitsName(pathOf(address(kind)), address(kind, { stamp: '0abcdefghjkmnq' })), kind).toBe(false)
  })
})

describe('names', () => {
  it('tells what another folder of the lab holds from where it lies', () => {
    expect(insideOf('../our-neural-network (1)/runs/2026-01/a.json')).toBe('runs/2026-01/a.json')
    expect(insideOf('runs/../a.json')).toBe('runs/../a.json')
  })

  it.each(['.a.json', '~a.json', 'a.json.part', 'a.tmp', 'desktop.ini', 'a.gdoc', 'a.txt'])(
    'passes over what others leave behind: %s',
    (name) => {
      expect(isReadable(name)).toBe(false)
    },
  )

  it('names weights by their content, whatever is added to the name', () => {
    const sha256 = 'ab'.repeat(32)
    expect(blobPath(sha256)).toBe(`blobs/ab/${sha256}.safetensors`)
    expect(blobSha256(`blobs/ab/${sha256} (1).safetensors`)).toBe(sha256)
    expect(blobSha256(`blobs/ab/${sha256.toUpperCase()}.safetensors`)).toBe(sha256)
    for (const other of [`blobs/ab/.${sha256}.safetensors`, `${sha256}.json`, 'blobs/ab/ab.safetensors'])
      expect(blobSha256(other), other).toBe(null)
    expect(() => blobPath('../ab')).toThrow('is not a SHA-256')
  })

  it('lets a device remove its own unfinished files and nobody else’s', () => {
    const name = temporaryName('abcdefgh', '1a2b')
    expect([isOwnTemporary(name, 'abcdefgh'), isOwnTemporary(name, 'hgfedcba')]).toEqual([true, false])
    expect(isReadable(name)).toBe(false)
  })
})
