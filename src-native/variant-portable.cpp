#define VARIANT portable
#include "simd/portable.h"

#include "kernels/kernels.h"

DEFINE_VARIANT(portableVariant, "portable")
