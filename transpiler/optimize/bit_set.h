// A set of small numbers, one bit each: liveness joins and copies such sets for every block.
#pragma once
#include <cstdint>
#include <vector>

namespace cyrite::optimize {

class BitSet {
 public:
  explicit BitSet(std::size_t size = 0) : size_(size), words_((size + 63) / 64) {}
  std::size_t size() const { return size_; }
  bool operator[](std::size_t i) const { return (words_[i / 64] >> (i % 64)) & 1; }
  void insert(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void erase(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  void insert(const BitSet& other) {
    const std::uint64_t* from = other.words_.data();
    std::uint64_t* to = words_.data();
    for (std::size_t i = 0, n = words_.size(); i < n; ++i) to[i] |= from[i];
  }
  bool operator==(const BitSet& other) const { return words_ == other.words_; }
  // Calls visit(i) for every member that `except` has not, in ascending order.
  template <class Visit>
  void each_without(const BitSet& except, Visit&& visit) const {
    for (std::size_t w = 0; w < words_.size(); ++w)
      for (std::uint64_t left = words_[w] & ~except.words_[w]; left; left &= left - 1)
        visit(w * 64 + static_cast<std::size_t>(__builtin_ctzll(left)));
  }

 private:
  std::size_t size_;
  std::vector<std::uint64_t> words_;
};

}  // namespace cyrite::optimize
