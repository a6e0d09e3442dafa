import { openLibrary } from '../../src-main/library/library'

// Adds one tag to a run, as `lab note --tag` does.
const [directory = '', id = '', tag = ''] = process.argv.slice(2)
const library = await openLibrary(directory)
await library.annotate([id], { addTags: [tag] })
await library.close()
process.send?.({ tag })
process.disconnect()
