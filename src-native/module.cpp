// The kernels as a Node-API module, one binary for Node and Electron.
//
// Taking a dozen arguments apart costs Node-API more time than a small kernel takes. So a kernel is called without any: the
// caller writes them to a block of binary64 numbers beside, and the function knows where that and the memory lie.

#define NAPI_VERSION 8
#include <node_api.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "cpu-features.h"

namespace {

/** A kernel with the memory and the block of arguments of whoever attached. */
struct BoundKernel {
  Kernel run;
  uint8_t* memory;
  const double* arguments;
};

napi_value throwError(napi_env env, const char* message) {
  napi_throw_error(env, nullptr, message);
  return nullptr;
}

napi_value runKernel(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
  const BoundKernel* bound = static_cast<const BoundKernel*>(data);
  bound->run(Call(bound->memory, bound->arguments));
  return nullptr;
}

/** The data of a typed array of a type; null for anything else. Unlike a buffer's, that of a shared memory is reachable so. */
void* typedArrayData(napi_env env, napi_value value, napi_typedarray_type wanted, size_t* length = nullptr) {
  bool isTypedArray = false;
  napi_is_typedarray(env, value, &isTypedArray);
  if (!isTypedArray) return nullptr;
  napi_typedarray_type type;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, value, &type, length, &data, nullptr, nullptr) != napi_ok) return nullptr;
  return type == wanted ? data : nullptr;
}

const Variant* variantNamed(const char* name) {
  for (const Variant* const* variant = runnableVariants(); *variant != nullptr; variant += 1) {
    if (strcmp((*variant)->name, name) == 0) return *variant;
  }
  return nullptr;
}

/** attach(memory: Uint8Array, block: Float64Array, variant: string): the kernels by name, each a function without arguments. */
napi_value attach(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value given[3];
  napi_get_cb_info(env, info, &count, given, nullptr, nullptr);
  if (count != 3) return throwError(env, "attach takes a memory, a block of arguments and a variant's name.");
  uint8_t* memory = static_cast<uint8_t*>(typedArrayData(env, given[0], napi_uint8_array));
  if (memory == nullptr) return throwError(env, "The memory to attach to is not a Uint8Array.");
  const double* block = static_cast<const double*>(typedArrayData(env, given[1], napi_float64_array));
  if (block == nullptr) return throwError(env, "The block of arguments is not a Float64Array.");
  char name[32] = "";
  napi_get_value_string_utf8(env, given[2], name, sizeof name, nullptr);
  const Variant* variant = variantNamed(name);
  if (variant == nullptr) return throwError(env, "This processor has no kernels of that variant.");

  // Freed when the thread's environment ends, because the functions may live as long as that.
  BoundKernel* bound = static_cast<BoundKernel*>(calloc(KERNEL_COUNT, sizeof(BoundKernel)));
  if (bound == nullptr) return throwError(env, "There is no memory left to attach the kernels.");
  napi_add_env_cleanup_hook(env, free, bound);
  napi_value kernels;
  napi_create_object(env, &kernels);
  for (int index = 0; index < KERNEL_COUNT; index += 1) {
    const NamedKernel& kernel = variant->kernels[index];
    bound[index] = {kernel.run, memory, block};
    napi_value function;
    napi_create_function(env, kernel.name, NAPI_AUTO_LENGTH, runKernel, &bound[index], &function);
    napi_set_named_property(env, kernels, kernel.name, function);
  }
  return kernels;
}

/**
 * useLargePages(memory: Uint8Array): asks the system to back a memory with large pages where it has such, before it is written
 * to. A step goes over some hundred places of a few MiB, and a processor remembers where so many small pages lie for few.
 */
napi_value useLargePages(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value given;
  napi_get_cb_info(env, info, &count, &given, nullptr, nullptr);
  size_t length = 0;
  void* memory = count == 1 ? typedArrayData(env, given, napi_uint8_array, &length) : nullptr;
  if (memory == nullptr) return throwError(env, "The memory for large pages is not a Uint8Array.");
#if defined(__linux__)
  // Without effect where the system has none, or the memory begins within a page.
  madvise(memory, length, MADV_HUGEPAGE);
#endif
  return nullptr;
}

/** variants: the names that attach takes on this processor, the fastest first. */
napi_value variantNames(napi_env env) {
  napi_value names;
  napi_create_array(env, &names);
  uint32_t index = 0;
  for (const Variant* const* variant = runnableVariants(); *variant != nullptr; variant += 1) {
    napi_value name;
    napi_create_string_utf8(env, (*variant)->name, NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, names, index, name);
    index += 1;
  }
  return names;
}

}  // namespace

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "attach", NAPI_AUTO_LENGTH, attach, nullptr, &function);
  napi_set_named_property(env, exports, "attach", function);
  napi_create_function(env, "useLargePages", NAPI_AUTO_LENGTH, useLargePages, nullptr, &function);
  napi_set_named_property(env, exports, "useLargePages", function);
  napi_set_named_property(env, exports, "variants", variantNames(env));
  return exports;
}
