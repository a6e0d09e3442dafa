import { describe, expect, it } from 'vitest'

type Texts = Readonly<Record<string, unknown>>

const all = import.meta.glob<Texts>('../../../src-renderer/locales/*/*.json', {
  eager: true,
  import: 'default',
})

function filesOf(language: string): readonly string[] {
  const prefix = `/${language}/`
  return Object.keys(all)
    .filter((path) => path.includes(prefix))
    .map((path) => path.slice(path.indexOf(prefix) + prefix.length))
    .toSorted()
}

function read(language: string, file: string): Texts {
  return all[`../../../src-renderer/locales/${language}/${file}`] ?? {}
}

function leaves(texts: Texts, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const child = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[child, value] as const] : leaves(value as Texts, child)
  })
}

/** Names in braces, without repetition: Korean may repeat or leave out none of them. */
function placeholders(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].toSorted()
}

function unsorted(texts: Texts, path = ''): readonly string[] {
  const keys = Object.keys(texts)
  const inside = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [] : unsorted(value as Texts, `${path}${key}.`),
  )
  const isSorted = keys.every(
    (key, index) => index === 0 || (keys[index - 1] ?? '') < key || /^\d+$/.test(key),
  )
  return isSorted ? inside : [path === '' ? '(top)' : path, ...inside]
}

/** Keys that the window's sources name in full. */
function namedKeys(): readonly string[] {
  const sources = import.meta.glob<string>('../../../src-renderer/**/*.{ts,vue}', {
    eager: true,
    query: '?raw',
    import: 'default',
  })
  const found = Object.values(sources).flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.]+)'/g)])
  return [...new Set(found.map(([, key]) => key ?? ''))].toSorted()
}

const files = filesOf('en')

describe('the texts of the window', () => {
  it('stand in the same files for both languages', () => {
    expect(filesOf('ko')).toEqual(files)
  })

  it('are there for every key that a source names', () => {
    const known = new Set(
      files.flatMap((file) => leaves(read('en', file), file.replace('.json', '')).map(([key]) => key)),
    )
    const named = namedKeys()
    expect(named.length).toBeGreaterThan(500)
    expect(named.filter((key) => !known.has(key))).toEqual([])
  })

  it.each(files)('%s has the same keys and placeholders in both, sorted and none empty', (file) => {
    const [en, ko] = [read('en', file), read('ko', file)]
    const shape = (texts: Texts): Readonly<Record<string, readonly string[]>> =>
      Object.fromEntries(leaves(texts).map(([key, text]) => [key, placeholders(text)]))

    expect(shape(ko)).toEqual(shape(en))
    expect([...unsorted(en), ...unsorted(ko)]).toEqual([])
    expect([...leaves(en), ...leaves(ko)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('are Korean in the Korean files wherever they are sentences', () => {
    const sentences = files
      .flatMap((file) => leaves(read('ko', file)))
      .filter(([, text]) => /[.?!]$/.test(text.trim()))

    expect(
      sentences
        .filter(([key, text]) => !/[가-힣]/.test(text.replaceAll(/\{\w+\}/g, '')) && key !== 'trend')
        .map(([key]) => key)
        .filter((key) => !key.startsWith('otherLanguage')),
    ).toEqual([])
  })
})
