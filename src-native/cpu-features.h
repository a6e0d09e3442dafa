// Which variants this processor and its operating system can run.
#pragma once

#include "variants.h"

/** The variants that were compiled and can run here, the fastest first, ended by null. */
const Variant* const* runnableVariants();
