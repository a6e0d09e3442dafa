import { decodePicture } from './decode-picture'

// A thread of its own for one picture: whatever a file does to its decoder, the window goes on.
self.onmessage = ({ data }: MessageEvent<Blob>) => {
  void decodePicture(data).then((picture) => self.postMessage(picture))
}
