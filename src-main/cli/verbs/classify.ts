import { LARGEST_IMAGE_FILE } from '#shared/data/image-check'
import { errorMessage } from '../../base/error-message'
import { pictureFault } from '../../base/pictures/picture-fault'
import { printableJson } from '../../base/printable-text'
import { readWholeFile } from '../../base/read-file'
import type { Library } from '../../library/library'
import { type AskedNetwork, askNetwork, classifyPicture, distanceWarning } from '../asked-network'
import { CommandError } from '../command-error'
import { findRun } from '../find-run'
import { withLibrary } from '../look-library'
import { noteDoubt } from '../note-doubt'
import type { ParsedArguments } from '../parsed-arguments'
import { DATA_OPTION, dataOfRun } from '../run-data'
import type { CommandContext, Verb } from '../verb'

const EMPTY = 'There is nothing in this picture. A network names a class even for that, so it was not asked.'

/** What is said of one picture; an empty one has no class and no probabilities. */
type Answer =
  | {
      readonly file: string
      readonly class?: string
      readonly probabilities?: readonly number[]
      readonly warning: string | null
    }
  | { readonly file: string; readonly error: string }

async function openNetwork(
  library: Library,
  id: string,
  args: ParsedArguments,
  context: CommandContext,
): Promise<AskedNetwork> {
  const [record, weights] = await Promise.all([library.record(id), library.weights(id)])
  if (weights === null) throw new CommandError(`The weights of run ${id} are not on this computer.`)
  const { data } = await dataOfRun(record, args, context)
  return askNetwork(record, weights, data)
}

async function classifyFile(asked: AskedNetwork, file: string): Promise<Answer> {
  const answer = await classifyPicture(asked, new Uint8Array(await readWholeFile(file, LARGEST_IMAGE_FILE)))
  switch (answer.kind) {
    case 'refused':
      return { file, error: `Cannot read ${file}: ${pictureFault(answer.fault)}` }
    case 'empty':
      return { file, warning: EMPTY }
    case 'classified': {
      const { predicted, probabilities, pixels } = answer
      const name = asked.classNames[predicted] ?? String(predicted)
      return { file, class: name, probabilities, warning: distanceWarning(asked, pixels) }
    }
  }
}

/** An answer as lines for people: the likeliest classes, and what to think of them. */
function answerLines(answer: Exclude<Answer, { error: string }>, asked: AskedNetwork): readonly string[] {
  const { file, probabilities, warning } = answer
  if (probabilities === undefined) return [`${file}: ${EMPTY}`]
  const line = `${file}: ${inWords(probabilities, asked)}`
  return warning === null ? [line] : [line, `  ${warning}`]
}

const MOST_SHOWN = 3
const LEAST_SHOWN = 0.001

/** The likeliest classes in words: `Coat 82.1 %, Shirt 12.0 %`. */
function inWords(probabilities: readonly number[], { classNames }: AskedNetwork): string {
  return probabilities
    .map((share, index) => ({ share, name: classNames[index] ?? String(index) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_SHOWN)
    .filter(({ share }, place) => place === 0 || share >= LEAST_SHOWN)
    .map(({ share, name }) => `${name} ${(100 * share).toFixed(1)} %`)
    .join(', ')
}

/** Classifies pictures with the network of a run. */
export const classify: Verb = {
  usage: 'ID IMAGE...',
  options: [DATA_OPTION],
  notes: [
    'It reads PNG, JPEG, GIF, WebP and BMP; of an animated PNG the first frame, of a GIF the first that shows something.',
    'A picture with nothing in it gets no class; one that is far from all training images gets a warning.',
    "Of data of one's own what is far is measured first, on up to 400 test images.",
    'Ends with exit code 1 where a picture could not be read; the others are classified all the same.',
  ],
  async run(args, context) {
    const { output } = context
    const [wanted, ...files] = args.positional
    if (wanted === undefined || files.length === 0)
      throw new CommandError('lab classify takes the id of a run and pictures; `lab runs` lists the runs.')
    return withLibrary(args, context, async (library) => {
      const id = await findRun(library, wanted)
      const asked = await openNetwork(library, id, args, context)
      await noteDoubt(library, id, output)
      const answers: Answer[] = []
      for (const file of files) {
        const answer = await classifyFile(asked, file).catch((error: unknown): Answer => ({
          file,
          error: errorMessage(error),
        }))
        answers.push(answer)
        if (args.flag('json')) continue
        if ('error' in answer) output.note(answer.error)
        else for (const line of answerLines(answer, asked)) output.line(line)
      }
      if (args.flag('json')) output.line(printableJson({ images: answers }))
      return answers.some((answer) => 'error' in answer) ? 1 : 0
    })
  },
}
