/** Pixels across a slide. */
const SLIDE_WIDTH = 1920
/** Larger pictures than this nobody can open. */
const MOST_PIXELS = 8192

/** An SVG file as a PNG that fills a slide from edge to edge, or is as large as the drawing where that is larger. */
export async function pngOfSvg(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const { naturalWidth, naturalHeight } = image
    const wanted = Math.max(1, SLIDE_WIDTH / naturalWidth)
    const scale = Math.min(wanted, MOST_PIXELS / Math.max(naturalWidth, naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(naturalWidth * scale)
    canvas.height = Math.round(naturalHeight * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('The figure could not be made into a picture.'))
        else resolve(blob)
      }, 'image/png')
    })
  } finally {
    URL.revokeObjectURL(address)
  }
}
