// One step of an optimizer over strips of the parameters.
#pragma once

namespace VARIANT {

/** Parameters with the two numbers of their state. */
struct Parameters {
  Floats w;
  Floats s1;
  Floats s2;
};

/** The twelve numbers that a step is called with; the interface Kernels says what each is. */
struct Scalars {
  const float* numbers;
  Floats operator[](int index) const { return all(numbers[index]); }
};

struct Sgd {
  static void step(Parameters& p, Floats g, Scalars s) { p.w = fma(negated(s[2]), g, p.w); }
};

struct Momentum {
  static void step(Parameters& p, Floats g, Scalars s) {
    p.s1 = fma(s[3], p.s1, negated(s[2] * g));
    p.w = p.w + p.s1;
  }
};

struct Nesterov {
  static void step(Parameters& p, Floats g, Scalars s) {
    const Floats step = negated(s[2] * g);
    p.s1 = fma(s[3], p.s1, step);
    p.w = p.w + fma(s[3], p.s1, step);
  }
};

struct Adagrad {
  static void step(Parameters& p, Floats g, Scalars s) {
    p.s1 = fma(g, g, p.s1);
    p.w = p.w - (s[2] * g) / (squareRoot(p.s1) + s[3]);
  }
};

struct RmsProp {
  static void step(Parameters& p, Floats g, Scalars s) {
    p.s1 = fma(s[4], p.s1, s[5] * (g * g));
    p.w = p.w - (s[2] * g) / (squareRoot(p.s1) + s[3]);
  }
};

/** Updates the two running means of Adam and returns its denominator. */
inline Floats updateMeans(Parameters& p, Floats g, Scalars s) {
  p.s1 = fma(s[4], p.s1, s[5] * g);
  p.s2 = fma(s[6], p.s2, s[7] * (g * g));
  return squareRoot(p.s2) * s[9] + s[3];
}

struct Adam {
  static void step(Parameters& p, Floats g, Scalars s) {
    const Floats denominator = updateMeans(p, g, s);
    p.w = p.w - (s[2] * p.s1) / denominator;
  }
};

struct Nadam {
  static void step(Parameters& p, Floats g, Scalars s) {
    const Floats denominator = updateMeans(p, g, s);
    p.w = (p.w - (s[2] * g) / denominator) - (s[10] * p.s1) / denominator;
  }
};

constexpr int ADAMW = 6;

/** Calls `visit` with the rule of a number of OPTIMIZER_CODES in src-shared/kernels/kernels.ts. */
template <class Visit> inline void withOptimizer(int kind, Visit visit) {
  switch (kind) {
    case 0: return visit(Sgd());
    case 1: return visit(Momentum());
    case 2: return visit(Nesterov());
    case 3: return visit(Adagrad());
    case 4: return visit(RmsProp());
    case 5: return visit(Adam());
    case ADAMW: return visit(Adam());
    case 7: return visit(Nadam());
  }
}

inline void optimizerF32(Call call) {
  const int kind = call.count();
  float* w = call.floats();
  const float* g = call.floats();
  float* s1 = call.floats();
  float* s2 = call.floats();
  const Scalars scalars = {call.floats()};
  const Strips strips = call.strips();
  withOptimizer(kind, [&](auto rule) {
    strips.forEach([&](ptrdiff_t at) {
      const Floats old = load(w + at);
      Parameters p;
      p.w = kind == ADAMW ? old * scalars[8] : old;
      p.s1 = s1 == nullptr ? all(0) : load(s1 + at);
      p.s2 = s2 == nullptr ? all(0) : load(s2 + at);
      rule.step(p, fma(scalars[0], p.w, load(g + at) * scalars[1]), scalars);
      store(w + at, p.w);
      if (s1 != nullptr) store(s1 + at, p.s1);
      if (s2 != nullptr) store(s2 + at, p.s2);
    });
  });
}

}  // namespace VARIANT
