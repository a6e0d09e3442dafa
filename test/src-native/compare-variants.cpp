// Compares every variant of every kernel that this processor can run with the portable one, byte for byte, on random calls.
// Built with the address and undefined-behaviour sanitizers by scripts/test-native.mjs.

#include <stdio.h>

#include "../../src-native/cpu-features.h"
#include "cases.h"

namespace {

using Prepare = void (*)(Operands&, Sizes);

struct Case {
  const char* name;
  Prepare prepare;
};

#define CASE(NAME) {#NAME, NAME},
const Case CASES[] = {FOR_EACH_KERNEL(CASE)};

constexpr int CALLS = 150;

Sizes drawSizes(uint32_t seed) {
  Random random(seed + 77u);
  const auto size = [&] {
    const int kind = random.below(16);
    return random.between(0, kind == 0 ? 480 : kind < 4 ? 130 : 35);
  };
  const int rows = size(), inner = size(), columns = size();
  return {rows, inner, columns};
}

bool sameBytes(int kernel, uint32_t seed, const Variant& variant) {
  Operands expected(seed), actual(seed);
  CASES[kernel].prepare(expected, drawSizes(seed));
  CASES[kernel].prepare(actual, drawSizes(seed));
  portableVariant.kernels[kernel].run(Call(nullptr, expected.arguments.data()));
  variant.kernels[kernel].run(Call(nullptr, actual.arguments.data()));
  return actual.equals(expected);
}

}  // namespace

int main() {
  int passed = 0, failed = 0;
  for (const Variant* const* variant = runnableVariants(); *variant != nullptr; variant += 1) {
    for (int kernel = 0; kernel < KERNEL_COUNT; kernel += 1) {
      uint32_t seed = 1;
      while (seed <= CALLS && sameBytes(kernel, seed, **variant)) seed += 1;
      const bool same = seed > CALLS;
      (same ? passed : failed) += 1;
      if (!same) printf("%s of %s differs from the portable one with seed %u.\n", CASES[kernel].name, (*variant)->name, seed);
    }
    printf("%s: %d calls of each of %d kernels\n", (*variant)->name, CALLS, KERNEL_COUNT);
  }
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
