// Kernels that treat every element alike: activations, masks, the average of the weights.
#pragma once

#include "activations.h"

namespace VARIANT {

inline void activationF32(Call call) {
  const int kind = call.count();
  float* out = call.floats();
  const float* z = call.floats();
  const Strips strips = call.strips();
  withActivation(kind, [&](auto activation) {
    strips.forEach([&](ptrdiff_t at) { store(out + at, activation.value(load(z + at))); });
  });
}

inline void activationGradientF32(Call call) {
  const int kind = call.count();
  float* dz = call.floats();
  const float* dy = call.floats();
  const float* z = call.floats();
  const float* y = call.floats();
  const Strips strips = call.strips();
  withActivation(kind, [&](auto activation) {
    strips.forEach([&](ptrdiff_t at) {
      store(dz + at, load(dy + at) * activation.derivative(load(z + at), load(y + at)));
    });
  });
}

inline void multiplyF32(Call call) {
  float* out = call.floats();
  const float* a = call.floats();
  const float* b = call.floats();
  call.strips().forEach([&](ptrdiff_t at) { store(out + at, load(a + at) * load(b + at)); });
}

inline void averageF32(Call call) {
  float* average = call.floats();
  const float* w = call.floats();
  const Floats share = all(call.real());
  call.strips().forEach([&](ptrdiff_t at) {
    const Floats old = load(average + at);
    store(average + at, fma(share, load(w + at) - old, old));
  });
}

}  // namespace VARIANT
