import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { koreanSentence } from '../../../src-renderer/locales/main-sentences'

// Other programs than the app's processes: what they say is English, in a terminal.
const NOT_IN_THE_WINDOW = /^src-main\/(cli|bench)\/|^src-shared\/kernels\/wasm\//

const sources = Object.entries(
  import.meta.glob<string>(['../../../src-main/**/*.ts', '../../../src-shared/**/*.ts'], {
    eager: true,
    query: '?raw',
    import: 'default',
  }),
)
  .map(([path, text]) => [path.replace(/^(\.\.\/)+/, ''), text] as const)
  .filter(([path]) => !NOT_IN_THE_WINDOW.test(path) && !path.endsWith('.d.ts'))

/** Values that are one of a few words, each with a word for them. */
const WORDS: Readonly<Record<string, string>> = {
  action: 'read',
  damage: 'it is cut off',
  figure: 'test loss',
  'left.name': 'training loss',
}
const valueOf = (expression: ts.Expression): string => WORDS[expression.getText()] ?? '7'

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (!ts.isTemplateExpression(node)) return null
  return node.templateSpans.reduce(
    (text, { expression, literal }) => `${text}${valueOf(expression)}${literal.text}`,
    node.head.text,
  )
}

const isOfAnError = ({ parent }: ts.Node): boolean =>
  ts.isNewExpression(parent) && parent.expression.getText().endsWith('Error')

// The rest of a sentence that another file begins, such as "Cannot read FILE: it is empty."
const REASON = /^(it|its|there|unpacked|label) .*[a-z]{2,} [a-z]{2,}/s

/** A reason as the sentence that it may end; the requests' reasons have their full stop themselves. */
const begun = (reason: string): readonly string[] => [
  /^[A-Z]/.test(reason) ? `${reason}.` : `Cannot read 7: ${reason.replace(/\.$/, '')}.`,
  `The request 7 was refused: ${reason}`,
]

/** Every sentence of a file, and every reason as the sentence that it ends. */
function sentencesOf(path: string, source: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = []
  const visit = (node: ts.Node): void => {
    const text = textOf(node)
    if (text !== null && /^[A-Z7“].* .*[.?!]$/s.test(text)) found.push([text])
    else if (text !== null && (REASON.test(text) || isOfAnError(node))) found.push(begun(text))
    else ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true))
  return found
}

const hasEnglish = (text: string): boolean => /[a-z]{2,} [a-z]{2,}/.test(text.replaceAll(/“.*?”/g, ''))

/** Files whose sentences nobody meets in the window, and why. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  'told by a code, for which the window has words of its own':
    /^src-main\/sharing\/(core|stores)\/|^src-main\/sharing\/sync-once\.ts$|^src-shared\/records\/report-check\.ts$/,
  'told to a terminal or a page that is not ours': /^src-main\/app\/(index|app-protocol)\.ts$/,
  'written into the log': /^src-main\/app\/watch-faults\.ts$/,
  'the rest of what is said of an array, which has words as a part of that': /^src-main\/models\/npy\.ts$/,
  'words that stand there in Korean too':
    /^src-main\/exports\/report\/report-words\.ts$|^src-shared\/records\/doubt-sentence\.ts$/,
  'told to a terminal, where a cluster is asked': /^src-main\/search\/slurm\//,
  'told before there is a window, in the language of the system':
    /^src-main\/(app\/(user-data|page-failure)|base\/default-directory)\.ts$/,
  'a mistake in the program, for who writes it':
    /^src-main\/(sharing\/state-files|trainer\/(engines|parent-door))\.ts$|^src-shared\/(kernels|network|evaluation)\/|^src-shared\/(experiment\/field-defaults|history\/(paired-comparison|time-to-expect)|records\/(canonical-json|setting-columns|table-columns)|search\/(grid-axes|search-space)|training\/work(-stealing)?)\.ts$/,
}

describe('what main says in a Korean window', () => {
  it('has no English left', () => {
    const remains = sources.flatMap(([path, source]) =>
      Object.values(ELSEWHERE).some((place) => place.test(path))
        ? []
        : sentencesOf(path, source)
            .filter((forms) => forms.every((form) => hasEnglish(koreanSentence(form))))
            .map(([form]) => `${path}: ${form}`),
    )
    expect(remains.join('\n')).toBe('')
  })
})
