// Softmax with cross-entropy: sixteen rows beside each other in the lanes, the classes ascending.
#pragma once

#include "functions.h"

namespace VARIANT {

/** What the targets of a row are: `on` for its label, else `off`; derivatives are multiplied by `scale`. */
struct Targets {
  float on;
  float off;
  float scale;
};

/** One call with more classes than a panel has columns. */
struct WideSoftmax {
  float* d;
  float* loss;
  uint8_t* predicted;
  const float* z;
  const uint8_t* labels;
  const int32_t* order;
  Targets targets;
  /** Floats from one panel to the next. */
  ptrdiff_t stride;
  int rowBegin;
  int rowEnd;
  int classes;
};

/** Sixteen rows of a panel as its columns. */
inline void loadColumns(Floats (&columns)[PANEL], const float* from) {
  for (int r = 0; r < PANEL; r += 1) columns[r] = load(from + r * PANEL);
  transpose(columns);
}

inline void storeColumns(float* to, Floats (&columns)[PANEL]) {
  transpose(columns);
  for (int r = 0; r < PANEL; r += 1) store(to + r * PANEL, columns[r]);
}

/** The same sums in the same order, panel by panel; the shares wait in `d`, because registers hold those of one panel. */
inline void softmaxOfPanels(const WideSoftmax& call) {
  const int panels = panelCount(call.classes);
  for (int row = call.rowBegin; row < call.rowEnd; row += PANEL) {
    const int rows = call.rowEnd - row < PANEL ? call.rowEnd - row : PANEL;
    float rowLabels[PANEL];
    for (int lane = 0; lane < PANEL; lane += 1) rowLabels[lane] = lane < rows ? call.labels[call.order[row + lane]] : 0;
    const Floats label = load(rowLabels);
    const auto target = [&](int c) {
      return select(label == all(static_cast<float>(c)), all(call.targets.on), all(call.targets.off));
    };
    const auto columnsOf = [&](int panel) {
      const int left = call.classes - panel * PANEL;
      return left < PANEL ? left : PANEL;
    };
    Floats values[PANEL];

    Floats highest = all(0), best = all(0);
    for (int panel = 0; panel < panels; panel += 1) {
      loadColumns(values, call.z + panel * call.stride + row * PANEL);
      if (panel == 0) highest = values[0];
      for (int c = 0; c < columnsOf(panel); c += 1) {
        const Mask above = values[c] > highest;
        highest = select(above, values[c], highest);
        best = select(above, all(static_cast<float>(panel * PANEL + c)), best);
      }
    }

    Floats sum = all(0), expected = all(0);
    for (int panel = 0; panel < panels; panel += 1) {
      loadColumns(values, call.z + panel * call.stride + row * PANEL);
      for (int c = 0; c < columnsOf(panel); c += 1) {
        const Floats difference = values[c] - highest;
        values[c] = exponential(difference);
        sum = sum + values[c];
        expected = fma(target(panel * PANEL + c), difference, expected);
      }
      if (call.d != nullptr) storeColumns(call.d + panel * call.stride + row * PANEL, values);
    }
    float losses[PANEL], bests[PANEL];
    store(losses, logarithm(sum) - expected);
    store(bests, best);
    for (int lane = 0; lane < rows; lane += 1) {
      call.loss[row + lane] = losses[lane];
      call.predicted[row + lane] = static_cast<uint8_t>(bests[lane]);
    }

    if (call.d == nullptr) continue;
    for (int panel = 0; panel < panels; panel += 1) {
      float* to = call.d + panel * call.stride + row * PANEL;
      loadColumns(values, to);
      for (int c = 0; c < PANEL; c += 1) {
        values[c] = c < columnsOf(panel) ? (values[c] / sum - target(panel * PANEL + c)) * all(call.targets.scale) : all(0);
      }
      storeColumns(to, values);
    }
  }
}

inline void softmaxCrossEntropyF32(Call call) {
  float* d = call.floats();
  float* loss = call.floats();
  uint8_t* predicted = call.address<uint8_t>();
  const float* z = call.floats();
  const uint8_t* labels = call.address<const uint8_t>();
  const int32_t* order = call.address<const int32_t>();
  const float* given = call.floats();
  const Targets targets = {given[TARGET_ON], given[TARGET_OFF], given[TARGET_SCALE]};
  const ptrdiff_t stride = panelStride(call.count());
  const int rowBegin = call.count();
  const int rowEnd = call.count();
  const int classes = call.count();
  if (classes > PANEL) {
    softmaxOfPanels({d, loss, predicted, z, labels, order, targets, stride, rowBegin, rowEnd, classes});
    return;
  }
  for (int row = rowBegin; row < rowEnd; row += PANEL) {
    const int rows = rowEnd - row < PANEL ? rowEnd - row : PANEL;
    float rowLabels[PANEL];
    for (int lane = 0; lane < PANEL; lane += 1) rowLabels[lane] = lane < rows ? labels[order[row + lane]] : 0;
    const Floats label = load(rowLabels);
    Floats values[PANEL];
    for (int r = 0; r < PANEL; r += 1) values[r] = load(z + (row + r) * PANEL);
    transpose(values);

    Floats highest = values[0], best = all(0);
    for (int c = 1; c < classes; c += 1) {
      const Mask above = values[c] > highest;
      highest = select(above, values[c], highest);
      best = select(above, all(static_cast<float>(c)), best);
    }

    Floats shares[PANEL], sum = all(0), expected = all(0);
    const auto target = [&](int c) {
      return select(label == all(static_cast<float>(c)), all(targets.on), all(targets.off));
    };
    for (int c = 0; c < classes; c += 1) {
      const Floats difference = values[c] - highest;
      shares[c] = exponential(difference);
      sum = sum + shares[c];
      expected = fma(target(c), difference, expected);
    }
    float losses[PANEL], bests[PANEL];
    store(losses, logarithm(sum) - expected);
    store(bests, best);
    for (int lane = 0; lane < rows; lane += 1) {
      loss[row + lane] = losses[lane];
      predicted[row + lane] = static_cast<uint8_t>(bests[lane]);
    }

    if (d == nullptr) continue;
    for (int c = 0; c < PANEL; c += 1) {
      shares[c] = c < classes ? (shares[c] / sum - target(c)) * all(targets.scale) : all(0);
    }
    transpose(shares);
    for (int r = 0; r < PANEL; r += 1) store(d + (row + r) * PANEL, shares[r]);
  }
}

}  // namespace VARIANT
