// What a kernel is called with: the memory that all threads share, and the arguments of one call in a row of numbers.
#pragma once

#include <stddef.h>
#include <stdint.h>

/** Columns of one panel; src-shared/kernels/panels.ts. */
constexpr int PANEL = 16;

inline int panelCount(int columns) { return (columns + PANEL - 1) / PANEL; }

/** Floats from one panel to the next: rows rounded up to sixteen, plus one. */
inline ptrdiff_t panelStride(int rows) { return (static_cast<ptrdiff_t>(panelCount(rows)) * PANEL + 1) * PANEL; }

/** Panels of a matrix, and which floats of each an element-wise kernel visits. */
struct Strips {
  int panels;
  ptrdiff_t stride;
  ptrdiff_t begin;
  ptrdiff_t count;

  template <class Visit> void forEach(Visit visit) const {
    for (int panel = 0; panel < panels; panel += 1) {
      const ptrdiff_t start = panel * stride + begin;
      for (ptrdiff_t offset = start; offset < start + count; offset += PANEL) visit(offset);
    }
  }
};

/** The arguments of one call, taken in the order in which the interface Kernels lists them. */
class Call {
 public:
  Call(uint8_t* memory, const double* arguments) : memory_(memory), next_(arguments) {}

  /** The pointer to an address in the memory; null for 0, which means "not wanted". */
  template <class Number> Number* address() {
    const uintptr_t offset = static_cast<uintptr_t>(*next_++);
    return offset == 0 ? nullptr : reinterpret_cast<Number*>(reinterpret_cast<uintptr_t>(memory_) + offset);
  }
  float* floats() { return address<float>(); }
  int count() { return static_cast<int>(*next_++); }
  float real() { return static_cast<float>(*next_++); }
  Strips strips() {
    Strips result;
    result.panels = count();
    result.stride = static_cast<ptrdiff_t>(*next_++);
    result.begin = static_cast<ptrdiff_t>(*next_++);
    result.count = static_cast<ptrdiff_t>(*next_++);
    return result;
  }

 private:
  uint8_t* memory_;
  const double* next_;
};
