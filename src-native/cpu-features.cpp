#include "cpu-features.h"

namespace {

constexpr int MOST_VARIANTS = 3;

struct List {
  const Variant* variants[MOST_VARIANTS + 1];
};

#if defined(__x86_64__)

// The compiler's own check also asks the operating system whether it keeps the wide registers (XGETBV).
List findVariants() {
  __builtin_cpu_init();
  List list = {};
  int count = 0;
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                      __builtin_cpu_supports("avx512vl");
  if (avx512) list.variants[count++] = &avx512Variant;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) list.variants[count++] = &avx2Variant;
  return list;
}

#elif defined(__aarch64__)

// Every arm64 processor has NEON with fused multiplication and addition.
List findVariants() { return {{&neonVariant}}; }

#else

List findVariants() { return {}; }

#endif

}  // namespace

const Variant* const* runnableVariants() {
  static const List list = findVariants();
  return list.variants;
}
