// All kernels for the VARIANT whose vectors were included before this file.
#pragma once

#include "../variants.h"
#include "elementwise.h"
#include "gather.h"
#include "normalization.h"
#include "optimizers.h"
#include "products.h"
#include "dropout.h"
#include "row-sums.h"
#include "softmax.h"
#include "sums.h"

// Everything inside a kernel becomes one function: called functions get their vectors through memory.
#ifndef WHOLE_KERNEL
#define WHOLE_KERNEL __attribute__((flatten))
#endif
#define NAMED_KERNEL(NAME) {#NAME, [](Call call) WHOLE_KERNEL { VARIANT::NAME(call); }},
#define DEFINE_VARIANT(SYMBOL, NAME) \
  extern const Variant SYMBOL = {NAME, {FOR_EACH_KERNEL(NAMED_KERNEL)}};
