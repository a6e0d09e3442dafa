import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnnotationEdit, mergeNotes, NOTE_FORMAT, type NoteFile } from '#shared/records/note-file'

const stamps = fc
  .integer({ min: 0, max: 20 })
  .map((value) => `0000000000${value.toString(32).padStart(4, '0')}`)
const notes: fc.Arbitrary<NoteFile> = fc.record({
  format: fc.constant(NOTE_FORMAT),
  version: fc.constant(1 as const),
  run: fc.constant('01HZZZZZZZZZZZZZZZZZZZZZZZ'),
  stamp: stamps,
  device: fc.constantFrom('aaaaaaaa', 'bbbbbbbb'),
  edit: fc.record(
    { title: fc.string(), star: fc.boolean(), tags: fc.array(fc.string()) },
    { requiredKeys: [] },
  ),
})
const uniqueNotes = fc.uniqueArray(notes, { selector: ({ stamp, device }) => stamp + device })

test('the order in which edits arrive does not matter', () => {
  fc.assert(
    fc.property(
      uniqueNotes.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      ([all, shuffled]) => {
        expect(mergeNotes(shuffled)).toEqual(mergeNotes(all))
      },
    ),
  )
})

test('for each field the last writer wins', () => {
  const note = (stamp: string, edit: NoteFile['edit']): NoteFile => ({
    format: NOTE_FORMAT,
    version: 1,
    run: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
    stamp,
    device: 'aaaaaaaa',
    edit,
  })
  const all = [note('00000000000002', { title: 'new' }), note('00000000000001', { title: 'old', star: true })]
  expect(mergeNotes(all)).toEqual({ title: 'new', note: '', tags: [], star: true, archived: false })
})

test('an edit from outside is checked', () => {
  expect(checkAnnotationEdit({ star: true })).toEqual({ star: true })
  expect(() => checkAnnotationEdit({ star: 1 })).toThrow('star is 1, but must be true or false.')
  expect(() => checkAnnotationEdit({ stars: true })).toThrow()
})
