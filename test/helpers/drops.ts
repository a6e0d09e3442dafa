import type { Page } from '@playwright/test'

/** Drops files of these bytes on the window, as a file manager does. */
export async function dropFiles(
  page: Page,
  ...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer()
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      made.items.add(new File([bytes], name))
    }
    return made
  }, plain)
  await page.locator('main').dispatchEvent('drop', { dataTransfer: transfer })
}

interface Dragged {
  /** Files and folders of the disk. */
  readonly paths?: readonly string[]
  readonly text?: string
}

/**
 * Drags something into the middle of the window and lets it go, through the browser itself, with real files and folders. `meanwhile`
 * happens just before the drop.
 */
export async function dropFromOutside(
  page: Page,
  { paths = [], text }: Dragged,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { width, height } = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }))
  const items = text === undefined ? [] : [{ mimeType: 'text/plain', data: text }]
  const data = { items, files: [...paths], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
  await send('dragEnter')
  await send('dragOver')
  if (paths.length > 0) await page.getByTestId('drop-surface').waitFor()
  await send('dragOver')
  await meanwhile()
  await send('drop')
  await session.detach()
}

/** Pastes, with nothing in the window that takes text. */
export async function paste(page: Page, text: string | null): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer()
    if (given !== null) clipboardData.setData('text/plain', given)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}
