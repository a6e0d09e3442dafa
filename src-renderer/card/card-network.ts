import type { ColorImage } from '#shared/data/picture/color-image'
import { AUTOMATIC } from '#shared/data/picture/handles'
import { preprocess } from '#shared/data/picture/preprocess'
import { pixelTable } from '#shared/data/scaling'
import type { RunCardData } from '#shared/exports/run-card-data'
import type { Point } from '#shared/figures/point'
import { openPlainNetwork } from '#shared/network/plain-network'
import { BOARD, onBoard, paintBoard, paintMark } from '../lib/image/board'
import { decodePicture } from '../lib/image/decode-picture'
import type { CardWords } from './card-words'
import { element } from './elements'

const BRUSH = 32

/** Classifies a picture as the lab does: the same steps to the network's pixels, the same scaling, the same rules. */
export type Classify = (picture: ColorImage) => {
  /** What the network gets; null where nothing is in the picture. */
  readonly pixels: Uint8Array | null
  readonly probabilities: readonly number[]
}

export function createClassifier(
  { record, side }: RunCardData,
  scaling: NonNullable<RunCardData['scaling']>,
  weights: Float32Array,
): Classify {
  const network = openPlainNetwork(record.experiment.design, weights)
  const table = pixelTable(scaling)
  return (picture) => {
    const { final, isBlank } = preprocess(picture, AUTOMATIC, side)
    if (isBlank) return { pixels: null, probabilities: [] }
    const scores = [...network.scores(Float64Array.from(final.pixels, (byte) => table[byte] ?? 0))]
    const most = Math.max(...scores)
    const powers = scores.map((score) => Math.exp(score - most))
    const sum = powers.reduce((total, power) => total + power, 0)
    return { pixels: final.pixels, probabilities: powers.map((power) => power / sum) }
  }
}

function paintSmall(canvas: HTMLCanvasElement, pixels: Uint8Array | null, side: number): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const image = context.createImageData(side, side)
  for (let index = 0; index < side * side; index += 1)
    image.data.set([...Array<number>(3).fill(pixels?.[index] ?? 0), 255], 4 * index)
  context.putImageData(image, 0, 0)
}

/** The network itself: a picture is drawn, dropped or opened, and its classes are told. */
export function network(data: RunCardData, classify: Classify, { word, className }: CardWords): HTMLElement {
  const { side } = data
  const board = element('canvas', { width: BOARD, height: BOARD, 'aria-label': word('board'), role: 'img' })
  const small = element('canvas', { width: side, height: side, 'aria-label': word('seen'), role: 'img' })
  const answer = element('p', { class: 'answer', role: 'status', 'data-testid': 'answer' }, word('tryText'))
  const bars = element('dl', { class: 'bars' })
  const context = board.getContext('2d', { willReadFrequently: true })

  function show(picture: ColorImage): void {
    const { pixels, probabilities } = classify(picture)
    paintSmall(small, pixels, side)
    const order = probabilities.map((share, label) => ({ share, label })).sort((a, b) => b.share - a.share)
    const [first] = order
    answer.textContent = first === undefined ? word('empty') : className(first.label)
    answer.dataset['label'] = first === undefined ? '' : String(first.label)
    bars.replaceChildren(
      ...order.slice(0, 10).flatMap(({ share, label }) => {
        const text = `${(100 * share).toFixed(1)} %`
        const meter = element('meter', { value: share, min: 0, max: 1, 'aria-label': className(label) })
        return [element('dt', {}, className(label)), element('dd', {}, meter, ' ', text)]
      }),
    )
  }

  async function open(file: Blob | undefined): Promise<void> {
    if (file === undefined) return
    const picture = await decodePicture(file)
    if (picture.ok) show(picture.image)
    else {
      answer.textContent = word('noPicture')
      answer.dataset['label'] = ''
      bars.replaceChildren()
    }
  }

  let last: Point | null = null
  const placeOf = (event: PointerEvent): Point => {
    const { left, top, width, height } = board.getBoundingClientRect()
    return onBoard({
      x: ((event.clientX - left) / width) * BOARD,
      y: ((event.clientY - top) / height) * BOARD,
    })
  }
  function stroke(event: PointerEvent): void {
    if (context === null || last === null) return
    const next = placeOf(event)
    paintMark(context, { tool: 'brush', size: BRUSH, points: [last, next] })
    last = next
    show(context.getImageData(0, 0, BOARD, BOARD))
  }
  function clear(): void {
    if (context !== null) paintBoard(context, [])
    paintSmall(small, null, side)
    answer.textContent = word('tryText')
    answer.dataset['label'] = ''
    bars.replaceChildren()
  }
  clear()
  board.addEventListener('pointerdown', (event) => {
    board.setPointerCapture(event.pointerId)
    last = placeOf(event)
    stroke(event)
  })
  board.addEventListener('pointermove', stroke)
  for (const end of ['pointerup', 'pointercancel'] as const) board.addEventListener(end, () => (last = null))

  const input = element('input', { type: 'file', accept: 'image/*', 'aria-label': word('open') })
  input.addEventListener('change', () => void open(input.files?.[0]))
  const button = element('button', { type: 'button' }, word('clear'))
  button.addEventListener('click', clear)
  const place = element(
    'div',
    { class: 'network' },
    element('div', {}, board, element('p', { class: 'tools' }, button, ' ', input)),
    element('div', {}, answer, element('p', {}, small, ' ', word('seen')), bars),
  )
  place.addEventListener('dragover', (event) => event.preventDefault())
  place.addEventListener('drop', (event) => {
    event.preventDefault()
    void open(event.dataTransfer?.files[0])
  })
  return place
}
