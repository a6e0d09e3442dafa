#define VARIANT neon
#include "simd/neon.h"

#include "kernels/kernels.h"

DEFINE_VARIANT(neonVariant, "neon")
