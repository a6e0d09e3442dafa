// Operands for kernels, each in an allocation of its own, so that the address sanitizer sees every step beyond one.
#pragma once

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <vector>

#include "../../src-native/call.h"

/** A small generator of numbers, the same everywhere (xorshift32). */
class Random {
 public:
  explicit Random(uint32_t seed) : state_(seed * 2654435761u + 1u) {}

  uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }
  int below(int count) { return count <= 0 ? 0 : static_cast<int>(next() % static_cast<uint32_t>(count)); }
  int between(int low, int high) { return low + below(high - low + 1); }

  /** Mostly numbers of everyday size, some zeros, some very small and some large. */
  float value() {
    const float plain = static_cast<float>(static_cast<int32_t>(next())) / 1073741824.0f;
    switch (below(24)) {
      case 0: return 0.0f;
      case 1: return -0.0f;
      case 2: return plain * 1e-39f;
      case 3: return plain * 1e4f;
      default: return plain;
    }
  }
  float positive() {
    const float number = value();
    return number < 0 ? -number : number;
  }

 private:
  uint32_t state_;
};

/** The arguments of one call, and the memory that they point to. Addresses are pointers: the kernels' memory starts at 0. */
class Operands {
 public:
  explicit Operands(uint32_t seed) : random(seed) {}
  Operands(const Operands&) = delete;
  Operands& operator=(const Operands&) = delete;
  ~Operands() {
    for (const Piece& piece : pieces_) free(piece.start);
  }

  Random random;
  std::vector<double> arguments;

  void number(double value) { arguments.push_back(value); }
  void numbers(std::initializer_list<double> values) { arguments.insert(arguments.end(), values); }
  void nothing() { number(0); }
  void again(size_t argument) { number(arguments[argument]); }

  template <class Number, class Draw> void values(size_t count, Draw draw) {
    Number* start = static_cast<Number*>(allocate(count * sizeof(Number)));
    for (size_t index = 0; index < count; index += 1) start[index] = draw();
    number(static_cast<double>(reinterpret_cast<uintptr_t>(start)));
  }
  void floats(size_t count) {
    values<float>(count, [&] { return random.value(); });
  }
  void matrix(int rows, int columns) { floats(static_cast<size_t>(panelCount(columns)) * panelStride(rows)); }
  void vector(int columns) { floats(static_cast<size_t>(panelCount(columns)) * PANEL); }
  void doubles(int count) {
    values<double>(static_cast<size_t>(count), [] { return 0.0; });
  }
  /** Pushes a range of rows as threads take it: from a multiple of sixteen to another one, or to the end. */
  void rowRange(int rows) {
    const int begin = random.below(panelCount(rows) + 1) * PANEL;
    const int end = begin + random.below(4) * PANEL;
    const bool whole = random.below(2) == 0;
    number(whole ? 0 : begin < rows ? begin : rows);
    number(whole || end > rows ? rows : end);
  }
  void panelRange(int columns) {
    const int begin = random.below(panelCount(columns) + 1);
    number(begin);
    number(begin + random.below(panelCount(columns) - begin + 1));
  }
  /** Pushes strips over a range of rows of a matrix. */
  void strips(int rows, int columns) {
    const int begin = random.below(panelCount(rows) + 1);
    const int count = random.below(panelCount(rows) - begin + 1);
    numbers({static_cast<double>(panelCount(columns)), static_cast<double>(panelStride(rows))});
    numbers({begin * 256.0, count * 256.0});
  }

  /** Whether two sets of operands, made from the same seed, hold the same bytes. */
  bool equals(const Operands& other) const {
    for (size_t index = 0; index < pieces_.size(); index += 1) {
      if (memcmp(pieces_[index].start, other.pieces_[index].start, pieces_[index].bytes) != 0) return false;
    }
    return true;
  }

 private:
  struct Piece {
    void* start;
    size_t bytes;
  };
  std::vector<Piece> pieces_;

  void* allocate(size_t bytes) {
    void* start = malloc(bytes == 0 ? 1 : bytes);
    if (start == nullptr) abort();
    pieces_.push_back({start, bytes});
    return start;
  }
};
