// Sums over the rows of a batch, rows ascending.
#pragma once

namespace VARIANT {

/** Panels that are summed side by side, because one sum alone would wait for every addition. */
constexpr int PANELS_AT_ONCE = 4;

template <int COUNT> struct PanelGroup {
  static constexpr int count = COUNT;
};

/** Calls `visit` with the first panel of each group and the size of the group as a type, for all panels of a range. */
template <class Visit> inline void forPanelGroups(int begin, int end, Visit visit) {
  int panel = begin;
  for (; panel + PANELS_AT_ONCE <= end; panel += PANELS_AT_ONCE) visit(panel, PanelGroup<PANELS_AT_ONCE>());
  for (; panel < end; panel += 1) visit(panel, PanelGroup<1>());
}

/** Folds the rows of `COUNT` panels, rows ascending, from 0: sums[p] = operation(sums[p], p, row). */
template <int COUNT, class Operation> inline void foldRows(int rows, Floats (&sums)[COUNT], Operation operation) {
  for (int p = 0; p < COUNT; p += 1) sums[p] = all(0);
  for (int row = 0; row < rows; row += 1) {
    for (int p = 0; p < COUNT; p += 1) sums[p] = operation(sums[p], p, row);
  }
}

inline void columnSumF32(Call call) {
  float* out = call.floats();
  const float* d = call.floats();
  const int rows = call.count();
  const int begin = call.count();
  const int end = call.count();
  const ptrdiff_t stride = panelStride(rows);
  forPanelGroups(begin, end, [&](int panel, auto group) {
    Floats sums[group.count];
    const float* start = d + panel * stride;
    foldRows(rows, sums, [&](Floats sum, int p, int row) { return sum + load(start + p * stride + row * PANEL); });
    for (int p = 0; p < group.count; p += 1) store(out + (panel + p) * PANEL, sums[p]);
  });
}

}  // namespace VARIANT
