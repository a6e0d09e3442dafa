import { expect, test } from 'vitest'
import { itemText, openFile, sealMarker } from '../../../../src-main/sharing/core/envelope'
import { fitsName } from '../../../../src-main/sharing/core/paths'
import { digest, FOLDER_ID } from '../helpers/computer'
import { changedEnvelope, OTHER_DEVICE, sealed, sealedRun } from '../helpers/sealed'

const written = ({ id, path, text }: { id: string; path: string; text: string }) => {
  const opened = open(text)
  if (opened.kind !== 'item') throw new Error(opened.kind)
  return { id, path, text: itemText(opened.item, digest) }
}
const open = (text: string) => openFile(new TextEncoder().encode(text), digest)
const RUN = sealedRun().id
const oldNote = sealed('note', RUN, { run: RUN, edit: { title: '첫 실험' } })
const note = written(oldNote)

test.each([
  ['its kind', { fmt: 'our-neural-network/notf' }],
  ['its format', { fmt: 'another/note' }],
  ['its time', { hlc: '01jbzzzzzz0000' }],
  ['its device', { dev: 'aaaaaaaa' }],
  ['its first reader', { minReader: 0 }],
  ['its content', { sha256: '0'.repeat(64) }],
])('a file whose head was changed in %s is not believed', (_, change) => {
  for (const file of [note, written(sealedRun())])
    expect(open(changedEnvelope(file, change))).toMatchObject({ kind: 'arriving' })
})

test('a file of an older version has no hash of its head, and is read', () => {
  expect(oldNote.text).not.toContain('headSha256')
  expect(note.text).toContain('headSha256')
  expect(open(oldNote.text)).toEqual(open(note.text))
})

test('one record has one hash, whoever shares it', () => {
  const record = sealedRun()
  const opened = open(record.text)
  if (opened.kind !== 'item') throw new Error(opened.kind)
  const again = open(itemText({ ...opened.item, device: 'aaaaaaaa' }, digest))
  expect(again).toEqual({ kind: 'item', item: { ...opened.item, device: 'aaaaaaaa' } })
})

test('the mark of a folder whose id was changed is no mark', () => {
  const text = sealMarker(FOLDER_ID, digest)
  expect(open(text)).toEqual({ kind: 'marker', folderId: FOLDER_ID })
  expect(open(text.replace(FOLDER_ID, sealedRun().id))).toMatchObject({ kind: 'arriving' })
  expect(open(sealMarker(FOLDER_ID))).toEqual({ kind: 'marker', folderId: FOLDER_ID })
})

test('a name that is formed as ours must tell the time and the device of the content', () => {
  const item = { kind: 'note', id: RUN, device: OTHER_DEVICE, stamp: '01jbzzzzzz0000' } as const
  expect(fitsName(`notes/2026-11/x/01jbzzzzzz0000-${OTHER_DEVICE}.json`, item)).toBe(true)
  expect(fitsName(`notes/2026-11/x/01jbzzzzzz0000-${OTHER_DEVICE} (1).json`, item)).toBe(true)
  expect(fitsName('notes/x/any name.json', item)).toBe(true)
  expect(fitsName(`notes/2026-11/x/01jbzzzzzz0001-${OTHER_DEVICE}.json`, item)).toBe(false)
  expect(fitsName(`notes/2026-11/x/01jbzzzzzz0000-aaaaaaaa.json`, item)).toBe(false)
})
