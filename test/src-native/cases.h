// One random call of every kernel.
#pragma once

#include "constants.h"
#include "operands.h"

struct Sizes {
  int rows;
  int inner;
  int columns;
};

inline void gatherF32(Operands& o, Sizes s) {
  const int images = 5, transformations = 3;
  const int pixels = s.inner + 1;
  o.matrix(s.rows, pixels);
  o.values<uint8_t>(static_cast<size_t>(images * pixels), [&] { return static_cast<uint8_t>(o.random.next()); });
  o.values<int32_t>(static_cast<size_t>(s.rows), [&] { return o.random.below(images); });
  o.floats(256);
  if (o.random.below(2) == 0) {
    o.numbers({0, 0});
  } else {
    o.values<int32_t>(static_cast<size_t>(s.rows), [&] { return o.random.below(transformations); });
    o.values<int32_t>(static_cast<size_t>(transformations * pixels), [&] { return o.random.below(pixels + 1) - 1; });
  }
  o.number(s.rows);
  o.rowRange(s.rows);
  o.number(pixels);
}

inline void matmulAddF32(Operands& o, Sizes s) {
  o.matrix(s.rows, s.columns);
  o.matrix(s.rows, s.inner);
  o.matrix(s.inner, s.columns);
  if (o.random.below(3) == 0) o.nothing();
  else o.vector(s.columns);
  o.number(s.rows);
  o.rowRange(s.rows);
  o.numbers({static_cast<double>(s.inner), static_cast<double>(s.columns)});
}

inline void weightGradientF32(Operands& o, Sizes s) {
  o.matrix(s.inner, s.columns);
  o.matrix(s.rows, s.inner);
  o.matrix(s.rows, s.columns);
  o.numbers({static_cast<double>(s.rows), static_cast<double>(s.inner)});
  o.rowRange(s.inner);
  o.number(s.columns);
}

inline void transposeF32(Operands& o, Sizes s) {
  o.matrix(s.columns, s.rows);
  o.matrix(s.rows, s.columns);
  o.numbers({static_cast<double>(s.rows), static_cast<double>(s.columns)});
  o.rowRange(s.rows);
}

inline void columnSumF32(Operands& o, Sizes s) {
  o.vector(s.columns);
  o.matrix(s.rows, s.columns);
  o.number(s.rows);
  o.panelRange(s.columns);
}

inline void activationF32(Operands& o, Sizes s) {
  o.number(o.random.below(ACTIVATION_COUNT));
  o.matrix(s.rows, s.columns);
  o.matrix(s.rows, s.columns);
  o.strips(s.rows, s.columns);
}

inline void activationGradientF32(Operands& o, Sizes s) {
  o.number(o.random.below(ACTIVATION_COUNT));
  for (int operand = 0; operand < 4; operand += 1) o.matrix(s.rows, s.columns);
  o.strips(s.rows, s.columns);
}

inline void dropoutF32(Operands& o, Sizes s) {
  for (int operand = 0; operand < 3; operand += 1) o.matrix(s.rows, s.columns);
  int word = 0;
  o.values<uint32_t>(DROPOUT_WORDS, [&] { return word++ == DROPOUT_THRESHOLD ? o.random.next() >> 8 : 0x3f000000u | (o.random.next() >> 9); });
  o.number(s.rows);
  o.rowRange(s.rows);
  o.number(s.columns);
  o.panelRange(s.columns);
}

inline void multiplyF32(Operands& o, Sizes s) {
  for (int operand = 0; operand < 3; operand += 1) o.matrix(s.rows, s.columns);
  o.strips(s.rows, s.columns);
}

inline void softmaxCrossEntropyF32(Operands& o, Sizes s) {
  const int classes = 1 + s.columns % PANEL, images = 7;
  if (o.random.below(3) == 0) o.nothing();
  else o.matrix(s.rows, classes);
  o.floats(static_cast<size_t>(s.rows));
  o.values<uint8_t>(static_cast<size_t>(s.rows), [] { return uint8_t(0); });
  o.matrix(s.rows, classes);
  o.values<uint8_t>(images, [&] { return static_cast<uint8_t>(o.random.below(classes)); });
  o.values<int32_t>(static_cast<size_t>(s.rows), [&] { return o.random.below(images); });
  o.floats(TARGET_WORDS);
  o.number(s.rows);
  o.rowRange(s.rows);
  o.number(classes);
}

inline void batchNormalizationStatisticsF32(Operands& o, Sizes s) {
  o.vector(s.columns);
  o.vector(s.columns);
  o.matrix(s.rows + 1, s.columns);
  o.number(s.rows + 1);
  o.panelRange(s.columns);
}

inline void variances(Operands& o, int columns) {
  o.values<float>(static_cast<size_t>(panelCount(columns)) * PANEL, [&] { return o.random.positive(); });
}

inline void batchNormalizationF32(Operands& o, Sizes s) {
  o.matrix(s.rows, s.columns);
  if (o.random.below(3) == 0) o.nothing();
  else o.matrix(s.rows, s.columns);
  o.matrix(s.rows, s.columns);
  o.vector(s.columns);
  variances(o, s.columns);
  o.vector(s.columns);
  o.vector(s.columns);
  o.numbers({1e-5, static_cast<double>(s.rows)});
  o.rowRange(s.rows);
  o.panelRange(s.columns);
}

inline void batchNormalizationGradientF32(Operands& o, Sizes s) {
  o.matrix(s.rows + 1, s.columns);
  o.vector(s.columns);
  o.vector(s.columns);
  if (o.random.below(2) == 0) o.again(0);
  else o.matrix(s.rows + 1, s.columns);
  o.matrix(s.rows + 1, s.columns);
  variances(o, s.columns);
  o.vector(s.columns);
  o.numbers({1e-5, s.rows + 1.0});
  o.panelRange(s.columns);
}

inline void optimizerF32(Operands& o, Sizes s) {
  const int kind = o.random.below(OPTIMIZER_COUNT);
  const auto state = [&] {
    o.values<float>(static_cast<size_t>(panelCount(s.columns)) * panelStride(s.rows), [&] { return o.random.positive(); });
  };
  o.number(kind);
  o.matrix(s.rows, s.columns);
  o.matrix(s.rows, s.columns);
  if (kind == OPTIMIZER_SGD) o.nothing();
  else state();
  if (kind < OPTIMIZER_ADAM) o.nothing();
  else state();
  o.values<float>(OPTIMIZER_SCALARS, [&] { return o.random.positive() + 0.01f; });
  o.strips(s.rows, s.columns);
}

inline void averageF32(Operands& o, Sizes s) {
  o.matrix(s.rows, s.columns);
  o.matrix(s.rows, s.columns);
  o.number(0.1);
  o.strips(s.rows, s.columns);
}

inline void rowSquaresF64(Operands& o, Sizes s) {
  o.doubles(s.rows);
  o.matrix(s.rows, s.columns);
  o.number(s.rows);
  o.rowRange(s.rows);
  o.number(s.columns);
}

inline void rowMomentsF64(Operands& o, Sizes s) {
  o.doubles(2 * s.rows);
  o.matrix(s.rows, s.columns);
  o.number(s.rows);
  o.rowRange(s.rows);
  o.number(s.columns);
}
