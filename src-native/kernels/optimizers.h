// One step of an optimizer over strips of the parameters.
#pragma once

#include "functions.h"

namespace VARIANT {

/** Parameters with their state: m, a mean or sum of gradients, or v, one of squares, or both in this order (interface Kernels). */
struct Parameters {
  Floats w;
  Floats state1;
  Floats state2;
};

/** The numbers that a step is called with, in the layout of src-shared/kernels/scalar-layouts.ts. */
struct Scalars {
  const float* numbers;
  Floats operator[](int index) const { return all(numbers[index]); }
};

struct Sgd {
  static void step(Parameters& p, Floats g, Scalars s) { p.w = fma(negated(s[RATE]), g, p.w); }
};

struct Momentum {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& m = p.state1;
    m = fma(s[MOMENTUM], m, negated(s[RATE] * g));
    p.w = p.w + m;
  }
};

struct Nesterov {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& m = p.state1;
    const Floats step = negated(s[RATE] * g);
    m = fma(s[MOMENTUM], m, step);
    p.w = p.w + fma(s[MOMENTUM], m, step);
  }
};

inline void updateFirst(Floats& m, Floats g, Scalars s) { m = fma(s[BETA1], m, s[ONE_MINUS_BETA1] * g); }
inline void updateSecond(Floats& v, Floats g, Scalars s) { v = fma(s[BETA2], v, s[ONE_MINUS_BETA2] * (g * g)); }

struct Adagrad {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& v = p.state1;
    v = fma(g, g, v);
    p.w = p.w - (s[RATE] * g) / (squareRoot(v) + s[EPSILON]);
  }
};

struct RmsProp {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& v = p.state1;
    updateSecond(v, g, s);
    p.w = p.w - (s[RATE] * g) / (squareRoot(v) + s[EPSILON]);
  }
};

/** Updates the two means of Adam and returns its denominator. */
inline Floats updateMeans(Floats& m, Floats& v, Floats g, Scalars s) {
  updateFirst(m, g, s);
  updateSecond(v, g, s);
  return squareRoot(v) * s[ROOT_CORRECTION] + s[EPSILON];
}

struct Adam {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& m = p.state1;
    const Floats denominator = updateMeans(m, p.state2, g, s);
    p.w = p.w - (s[RATE] * m) / denominator;
  }
};

struct Nadam {
  static void step(Parameters& p, Floats g, Scalars s) {
    Floats& m = p.state1;
    const Floats denominator = updateMeans(m, p.state2, g, s);
    p.w = (p.w - (s[RATE] * g) / denominator) - (s[MEAN_RATE] * m) / denominator;
  }
};

/** Calls `visit` with the rule of one of the numbers of src-shared/kernels/rule-codes.ts. */
template <class Visit> inline void withOptimizer(int kind, Visit visit) {
  switch (kind) {
    case OPTIMIZER_SGD: return visit(Sgd());
    case OPTIMIZER_MOMENTUM: return visit(Momentum());
    case OPTIMIZER_NESTEROV: return visit(Nesterov());
    case OPTIMIZER_ADAGRAD: return visit(Adagrad());
    case OPTIMIZER_RMSPROP: return visit(RmsProp());
    case OPTIMIZER_ADAM: return visit(Adam());
    case OPTIMIZER_ADAMW: return visit(Adam());
    case OPTIMIZER_NADAM: return visit(Nadam());
  }
}

inline void optimizerF32(Call call) {
  const int kind = call.count();
  float* w = call.floats();
  const float* g = call.floats();
  float* state1 = call.floats();
  float* state2 = call.floats();
  const Scalars scalars = {call.floats()};
  const Strips strips = call.strips();
  withOptimizer(kind, [&](auto rule) {
    strips.forEach([&](ptrdiff_t at) {
      const Floats old = load(w + at);
      Parameters p;
      p.w = kind == OPTIMIZER_ADAMW ? old * scalars[WEIGHT_FACTOR] : old;
      p.state1 = state1 == nullptr ? all(0) : load(state1 + at);
      p.state2 = state2 == nullptr ? all(0) : load(state2 + at);
      rule.step(p, fma(scalars[WEIGHT_DECAY], p.w, load(g + at) * scalars[GRADIENT_SCALE]), scalars);
      store(w + at, p.w);
      if (state1 != nullptr) store(state1 + at, p.state1);
      if (state2 != nullptr) store(state2 + at, p.state2);
    });
  });
}

}  // namespace VARIANT
