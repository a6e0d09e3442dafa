// Images of a batch through the table of 256 numbers.
#pragma once

#include <string.h>

namespace VARIANT {

/** Up to sixteen bytes of an image from a pixel on, moved by a table of sources if there is one; bytes from nowhere are 0. */
inline void takePixels(uint8_t (&bytes)[PANEL], const uint8_t* image, const int32_t* sources, int pixel, int count) {
  memset(bytes, 0, sizeof bytes);
  if (sources == nullptr) {
    memcpy(bytes, image + pixel, static_cast<size_t>(count));
    return;
  }
  for (int lane = 0; lane < count; lane += 1) {
    const int32_t source = sources[pixel + lane];
    if (source >= 0) bytes[lane] = image[source];
  }
}

/** Rows whose images are asked for in advance: they lie anywhere in the data set, so nothing else foresees them. */
constexpr int IMAGES_AHEAD = 4;

inline void prefetchImage(const uint8_t* image, int pixels) {
  for (int byte = 0; byte < pixels; byte += 64) __builtin_prefetch(image + byte);
}

inline void gatherF32(Call call) {
  float* out = call.floats();
  const uint8_t* images = call.address<const uint8_t>();
  const int32_t* order = call.address<const int32_t>();
  const float* table = call.floats();
  const int32_t* transforms = call.address<const int32_t>();
  const int32_t* sources = call.address<const int32_t>();
  const int rows = call.count();
  const int rowBegin = call.count();
  const int rowEnd = call.count();
  const int pixels = call.count();
  const ptrdiff_t stride = panelStride(rows);
  const int whole = transforms == nullptr ? pixels / PANEL : 0;
  const auto imageOf = [&](int row) { return images + static_cast<ptrdiff_t>(order[row]) * pixels; };
  for (int row = rowBegin; row < rowEnd && row < rowBegin + IMAGES_AHEAD; row += 1) prefetchImage(imageOf(row), pixels);
  for (int row = rowBegin; row < rowEnd; row += 1) {
    const uint8_t* image = imageOf(row);
    float* to = out + row * PANEL;
    if (row + IMAGES_AHEAD < rowEnd) prefetchImage(imageOf(row + IMAGES_AHEAD), pixels);
    lookUpRow(to, stride, table, image, whole);
    const int32_t* moved = transforms == nullptr ? nullptr : sources + static_cast<ptrdiff_t>(transforms[row]) * pixels;
    for (int panel = whole; panel < panelCount(pixels); panel += 1) {
      const int left = pixels - panel * PANEL;
      const int count = left < PANEL ? left : PANEL;
      uint8_t bytes[PANEL];
      takePixels(bytes, image, moved, panel * PANEL, count);
      float* values = to + panel * stride;
      lookUpRow(values, 0, table, bytes, 1);
      for (int lane = count; lane < PANEL; lane += 1) values[lane] = 0;
    }
  }
}

}  // namespace VARIANT
