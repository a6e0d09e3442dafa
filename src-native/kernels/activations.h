// Activations and their derivatives, given z and y = f(z).
#pragma once

#include "functions.h"

namespace VARIANT {

struct Sigmoid {
  static Floats value(Floats z) { return logistic(z); }
  static Floats derivative(Floats, Floats y) { return y * (all(1) - y); }
};

struct Tanh {
  static Floats value(Floats z) { return hyperbolicTangent(z); }
  static Floats derivative(Floats, Floats y) { return fma(negated(y), y, all(1)); }
};

struct Relu {
  static Floats value(Floats z) { return select(z > all(0), z, all(0)); }
  static Floats derivative(Floats z, Floats) { return select(z > all(0), all(1), all(0)); }
};

struct LeakyRelu {
  static Floats value(Floats z) { return select(z > all(0), z, all(LEAKY_SLOPE) * z); }
  static Floats derivative(Floats z, Floats) { return select(z > all(0), all(1), all(LEAKY_SLOPE)); }
};

struct Elu {
  static Floats value(Floats z) { return select(z > all(0), z, exponentialMinusOne(z)); }
  static Floats derivative(Floats z, Floats y) { return select(z > all(0), all(1), y + all(1)); }
};

struct Selu {
  static Floats value(Floats z) {
    return select(z > all(0), all(SELU_LAMBDA) * z, all(SELU_LAMBDA_ALPHA) * exponentialMinusOne(z));
  }
  static Floats derivative(Floats z, Floats y) {
    return select(z > all(0), all(SELU_LAMBDA), y + all(SELU_LAMBDA_ALPHA));
  }
};

struct Gelu {
  static Floats distribution(Floats z) { return all(1) + errorFunction(z * all(SQRT_HALF)); }
  static Floats value(Floats z) { return all(0.5f) * z * distribution(z); }
  static Floats derivative(Floats z, Floats) {
    const Floats density = exponential(all(-0.5f) * z * z) * all(NORMAL_DENSITY);
    return fma(z, density, all(0.5f) * distribution(z));
  }
};

struct Softplus {
  static Floats value(Floats z) {
    return select(z > all(0), z, all(0)) + logarithmOfOnePlus(exponential(negated(magnitude(z))));
  }
  static Floats derivative(Floats z, Floats) { return logistic(z); }
};

/** Calls `visit` with the activation of one of the numbers of src-shared/kernels/rule-codes.ts. */
template <class Visit> inline void withActivation(int kind, Visit visit) {
  switch (kind) {
    case ACTIVATION_SIGMOID: return visit(Sigmoid());
    case ACTIVATION_TANH: return visit(Tanh());
    case ACTIVATION_RELU: return visit(Relu());
    case ACTIVATION_LEAKY_RELU: return visit(LeakyRelu());
    case ACTIVATION_ELU: return visit(Elu());
    case ACTIVATION_SELU: return visit(Selu());
    case ACTIVATION_GELU: return visit(Gelu());
    case ACTIVATION_SOFTPLUS: return visit(Softplus());
  }
}

}  // namespace VARIANT
