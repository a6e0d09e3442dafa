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

#define NAMED_KERNEL(NAME) {#NAME, VARIANT::NAME},
#define DEFINE_VARIANT(SYMBOL, NAME) \
  extern const Variant SYMBOL = {NAME, {FOR_EACH_KERNEL(NAMED_KERNEL)}};
