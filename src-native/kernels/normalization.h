// Batch normalization: everything per column, rows ascending.
#pragma once

#include "sums.h"

namespace VARIANT {

inline Floats inverseDeviation(Floats variance, float epsilon) {
  return all(1) / squareRoot(variance + all(epsilon));
}

inline void batchNormalizationStatisticsF32(Call call) {
  float* mean = call.floats();
  float* variance = call.floats();
  const float* z = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int end = call.count();
  const ptrdiff_t stride = panelStride(rows);
  const Floats count = all(static_cast<float>(rows));
  forPanelGroups(begin, end, [&](int panel, auto group) {
    Floats means[group.count], squares[group.count];
    const float* start = z + panel * stride;
    const auto value = [&](int p, int row) { return load(start + p * stride + row * PANEL); };
    foldRows(rows, means, [&](Floats sum, int p, int row) { return sum + value(p, row); });
    for (int p = 0; p < group.count; p += 1) means[p] = means[p] / count;
    foldRows(rows, squares, [&](Floats sum, int p, int row) {
      const Floats difference = value(p, row) - means[p];
      return fma(difference, difference, sum);
    });
    for (int p = 0; p < group.count; p += 1) {
      store(mean + (panel + p) * PANEL, means[p]);
      store(variance + (panel + p) * PANEL, squares[p] / count);
    }
  });
}

inline void batchNormalizationF32(Call call) {
  float* out = call.floats();
  float* normalized = call.floats();
  const float* z = call.floats();
  const float* mean = call.floats();
  const float* variance = call.floats();
  const float* gamma = call.floats();
  const float* beta = call.floats();
  const float epsilon = call.real();
  const int rows = call.count();
  const int rowBegin = call.count();
  const int rowEnd = call.count();
  const int panelBegin = call.count();
  const int panelEnd = call.count();
  for (int panel = panelBegin; panel < panelEnd; panel += 1) {
    const Floats average = load(mean + panel * PANEL);
    const Floats factor = inverseDeviation(load(variance + panel * PANEL), epsilon);
    const Floats scale = load(gamma + panel * PANEL);
    const Floats shift = load(beta + panel * PANEL);
    for (int row = rowBegin; row < rowEnd; row += 1) {
      const ptrdiff_t at = panel * panelStride(rows) + row * PANEL;
      const Floats value = (load(z + at) - average) * factor;
      if (normalized != nullptr) store(normalized + at, value);
      store(out + at, fma(scale, value, shift));
    }
  }
}

inline void batchNormalizationGradientF32(Call call) {
  float* dz = call.floats();
  float* dGamma = call.floats();
  float* dBeta = call.floats();
  const float* dy = call.floats();
  const float* normalized = call.floats();
  const float* variance = call.floats();
  const float* gamma = call.floats();
  const float epsilon = call.real();
  const int rows = call.count();
  const int begin = call.count();
  const int end = call.count();
  const ptrdiff_t stride = panelStride(rows);
  const Floats count = all(static_cast<float>(rows));
  forPanelGroups(begin, end, [&](int panel, auto group) {
    Floats sums[group.count], products[group.count];
    const ptrdiff_t start = panel * stride;
    const auto at = [&](int p, int row) { return start + p * stride + row * PANEL; };
    foldRows(rows, sums, [&](Floats sum, int p, int row) { return sum + load(dy + at(p, row)); });
    foldRows(rows, products, [&](Floats sum, int p, int row) {
      return fma(load(dy + at(p, row)), load(normalized + at(p, row)), sum);
    });
    for (int p = 0; p < group.count; p += 1) {
      const int column = (panel + p) * PANEL;
      store(dBeta + column, sums[p]);
      store(dGamma + column, products[p]);
      const Floats factor = load(gamma + column) * inverseDeviation(load(variance + column), epsilon);
      const Floats meanOfDy = sums[p] / count;
      const Floats meanOfProduct = products[p] / count;
      for (int row = 0; row < rows; row += 1) {
        const Floats centred = load(dy + at(p, row)) - meanOfDy;
        store(dz + at(p, row), factor * (centred - load(normalized + at(p, row)) * meanOfProduct));
      }
    }
  });
}

}  // namespace VARIANT
