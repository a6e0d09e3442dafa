#define VARIANT avx512
#include "simd/avx512.h"

#include "kernels/kernels.h"

DEFINE_VARIANT(avx512Variant, "avx512")
