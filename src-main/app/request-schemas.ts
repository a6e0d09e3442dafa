import { extname, isAbsolute } from 'node:path'
import * as v from 'valibot'
import { DATA_LIMITS } from '#shared/experiment/data-shape'
import { ACTIVATIONS, type Experiment } from '#shared/experiment/experiment'
import { parseExperiment } from '#shared/experiment/experiment-schema'
import { EXPORT_FORMAT_NAMES } from '#shared/exports/export-formats'
import type { Requests } from '#shared/ipc'
import { LARGEST_FILE, LONGEST_ID, MOST_IMAGES, MOST_RUNS } from '#shared/ipc-bounds'
import { ATTRIBUTION_METHODS } from '#shared/network/attribution'
import { newChange } from '#shared/records/note-file'
import { parseSearch, SEARCH_LIMITS, type SearchSpec } from '#shared/search/search-spec'
import { isSlice } from '#shared/search/slice'
import { settingsChange } from './settings-schema'

/** A list whose length is judged before its items: the schema of an array alone looks at every item first. */
function listOf<T>(item: v.GenericSchema<unknown, T>, most: number) {
  return v.pipe(
    v.custom<readonly unknown[]>(Array.isArray, 'Here a list is expected.'),
    v.maxLength(most, `The list has more than ${most} items.`),
    v.array(item),
  )
}

/** An object with fields. The schema of an object alone takes an empty list for one without any. */
function fieldsOf<T>(schema: v.GenericSchema<unknown, T>) {
  const isObject = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value)
  return v.pipe(v.unknown(), v.check(isObject, 'Here an object is expected.'), schema)
}

// Wide enough for every id that the lab ever wrote, too narrow for a path.
const id = v.pipe(
  v.string(),
  v.maxLength(LONGEST_ID, `The id of a run has at most ${LONGEST_ID} characters.`),
  v.regex(/^[0-9A-Za-z][0-9A-Za-z_-]*$/, 'The id of a run has only letters and digits.'),
)
const ids = listOf(id, MOST_RUNS)
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(255))
const nonce = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/, 'A nonce is a UUID.'))
const fileBytes = v.pipe(
  v.instance(Uint8Array),
  v.check(({ byteLength }) => byteLength <= LARGEST_FILE, 'The file is larger than 30 MiB.'),
)
// What is written into a file that is called .png is a PNG. Any text can be the beginning of a table.
const FIGURE_STARTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['.png', [137, 80, 78, 71, 13, 10, 26, 10]],
  ['.svg', [...new TextEncoder().encode('<svg ')]],
  ['.csv', []],
])
const figure = v.pipe(
  v.strictTuple([name, fileBytes]),
  v.check(
    ([file, bytes]) => FIGURE_STARTS.get(extname(file))?.every((byte, at) => bytes[at] === byte) ?? false,
    'A figure is saved as PNG, SVG or CSV.',
  ),
)
const [LEAST, MOST] = [
  DATA_LIMITS.side.from * DATA_LIMITS.side.from,
  DATA_LIMITS.side.to * DATA_LIMITS.side.to,
]
const pixels = v.pipe(
  v.instance(Uint8Array),
  v.check(
    ({ byteLength }) => Number.isInteger(Math.sqrt(byteLength)) && byteLength >= LEAST && byteLength <= MOST,
    'An image for a network is square, from 8 x 8 to 64 x 64 pixels.',
  ),
)

const experiment = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Experiment>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseExperiment(dataset.value)
    if (parsed.ok) return parsed.experiment
    addIssue({ message: parsed.problems.map(({ message }) => message).join(' ') })
    return NEVER
  }),
)

const searchSpec = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, SearchSpec>(({ dataset, addIssue, NEVER }) => {
    const parsed = parseSearch(dataset.value)
    if (parsed.ok) return parsed.spec
    addIssue({ message: parsed.problems.map(({ message }) => message).join(' ') })
    return NEVER
  }),
)
const searchId = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'The id of a search has 16 digits.'))
const slice = v.pipe(
  v.strictObject({ part: v.number(), parts: v.number() }),
  v.check(isSlice, 'A part of a search is one of at most 1,000, such as the second of three.'),
)
const trials = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(SEARCH_LIMITS.trials)))

const iteration = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const imageIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DATA_LIMITS.trainImages.to - 1))
const classIndex = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))
const split = v.picklist(['train', 'test'])
const dataNamed = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'Data are named by their SHA-256.'))
const fingerprint = v.optional(dataNamed)
const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_RUNS))
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(1000))
const command = v.picklist(['pause', 'resume', 'stop', 'discard', 'checkpoint'])
const modelChoice = v.strictObject({
  title: v.pipe(v.string(), v.maxLength(1000)),
  data: dataNamed,
  activation: v.optional(v.picklist(ACTIVATIONS)),
  normalization: v.optional(
    v.strictObject({
      mean: v.pipe(v.number(), v.finite()),
      deviation: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    }),
  ),
})
// A relative name would mean a place of main's own choice.
const wholePath = v.pipe(
  v.string(),
  v.maxLength(4096),
  v.check(isAbsolute, 'A folder or file is named by its whole path.'),
)
const nothing = v.strictTuple([])

type RequestSchemas = { readonly [C in keyof Requests]: v.GenericSchema<unknown, Parameters<Requests[C]>> }

/** What every request may carry. Nothing that the window sends is used before it passed here. */
export const REQUEST_SCHEMAS: RequestSchemas = {
  'app:info': nothing,
  'app:open-library': nothing,
  'app:diagnostics': nothing,
  'app:open-log': nothing,
  'app:look-for-release': nothing,
  'app:open-releases': nothing,
  'app:notify': v.strictTuple([shortText, shortText]),
  'app:close': v.strictTuple([v.picklist(['background', 'stop', 'later', 'stay'])]),
  'app:quit': nothing,
  'settings:get': nothing,
  'settings:set': v.strictTuple([fieldsOf(settingsChange)]),
  'training:jobs': nothing,
  'training:ends': nothing,
  'training:start': v.strictTuple([experiment, v.nullable(id), fingerprint]),
  'training:command': v.strictTuple([id, command]),
  'training:continue': v.strictTuple([id]),
  'training:replay': v.strictTuple([id]),
  'training:unqueue': v.strictTuple([id]),
  'training:move': v.strictTuple([id, place]),
  'training:start-waiting': nothing,
  'training:write-again': v.strictTuple([id]),
  'training:save-elsewhere': v.strictTuple([id]),
  'training:watch': v.strictTuple([nonce]),
  'search:list': nothing,
  'search:results': v.strictTuple([searchId]),
  'search:start': v.strictTuple([searchSpec, fingerprint, v.optional(slice)]),
  'search:go-on': v.strictTuple([searchId, trials]),
  'search:stop': v.strictTuple([searchId]),
  'search:write-spec': v.strictTuple([searchSpec, name]),
  'search:write-file': v.strictTuple([searchId, name]),
  'runs:list': v.strictTuple([nonce]),
  'runs:record': v.strictTuple([id]),
  'runs:curves': v.strictTuple([id]),
  'runs:predictions': v.strictTuple([id]),
  'runs:evaluate': v.strictTuple([id]),
  'runs:checkpoints': v.strictTuple([id]),
  'runs:evaluate-checkpoint': v.strictTuple([id, iteration]),
  'runs:notes': v.strictTuple([id]),
  'runs:annotate': v.strictTuple([ids, fieldsOf(newChange)]),
  'runs:import': nothing,
  'runs:import-bytes': v.strictTuple([name, fileBytes]),
  'runs:export': v.strictTuple([name, v.union([v.string(), v.instance(Uint8Array)])]),
  'runs:write-file': v.strictTuple([v.picklist(EXPORT_FORMAT_NAMES), ids, name]),
  'runs:count-look': v.strictTuple([id]),
  'file:choose': nothing,
  'file:read': v.strictTuple([wholePath]),
  'file:given': nothing,
  'file:take-runs': v.strictTuple([nonce]),
  'file:take-model': v.strictTuple([nonce, modelChoice]),
  'file:forget': v.strictTuple([nonce]),
  'figure:save': figure,
  'data:list': nothing,
  'data:image': v.strictTuple([split, imageIndex, fingerprint]),
  'data:images': v.strictTuple([split, listOf(imageIndex, MOST_IMAGES), dataNamed]),
  'data:labels': v.strictTuple([split, fingerprint]),
  'data:choose-folder': nothing,
  'data:read-folder': v.strictTuple([wholePath]),
  'data:add': v.strictTuple([nonce, shortText]),
  'data:forget': v.strictTuple([nonce]),
  'data:remove': v.strictTuple([dataNamed]),
  'data:open-folder': v.strictTuple([dataNamed]),
  'data:statistics': v.strictTuple([dataNamed]),
  'data:duplicates': v.strictTuple([dataNamed]),
  'data:stop-duplicates': v.strictTuple([dataNamed]),
  'data:distances': v.strictTuple([dataNamed]),
  'image:open': nothing,
  'camera:open': nothing,
  'camera:close': nothing,
  'image:classify': v.strictTuple([id, pixels]),
  'image:explain': v.strictTuple([id, pixels, v.picklist(ATTRIBUTION_METHODS), classIndex]),
  'image:nearest': v.strictTuple([pixels, fingerprint]),
  'sharing:state': nothing,
  'sharing:choose': nothing,
  'sharing:join': v.strictTuple([v.pipe(v.string(), v.minLength(1), v.maxLength(200))]),
  'sharing:leave': nothing,
  'sharing:sync': nothing,
  'sharing:open-folder': nothing,
  'sharing:share-weights': v.strictTuple([v.boolean()]),
  'sharing:answer-hide': v.strictTuple([v.boolean()]),
  'sharing:delete': v.strictTuple([ids]),
  'sharing:undelete': v.strictTuple([ids]),
}
