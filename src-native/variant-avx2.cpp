#define VARIANT avx2
#include "simd/avx2.h"

#include "kernels/kernels.h"

DEFINE_VARIANT(avx2Variant, "avx2")
