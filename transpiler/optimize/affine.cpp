// Arithmetic of linear forms.
#include "optimize/affine.h"

namespace cyrite::optimize {

namespace {
// Coefficients and constants this small cannot overflow 128 bits at run time, whatever the leaves are.
constexpr std::int64_t kLimit = std::int64_t{1} << 40;
bool small(std::int64_t v) { return v > -kLimit && v < kLimit; }
}  // namespace

bool add_scaled(Affine& a, const Affine& b, std::int64_t factor) {
  if (!small(factor) || !small(b.constant)) return false;
  std::int64_t constant = 0;
  if (__builtin_mul_overflow(b.constant, factor, &constant) || __builtin_add_overflow(a.constant, constant, &a.constant) || !small(a.constant)) return false;
  for (auto [leaf, coefficient] : b.terms) {
    std::int64_t& sum = a.terms[leaf];
    std::int64_t product = 0;
    if (!small(coefficient) || __builtin_mul_overflow(coefficient, factor, &product) || __builtin_add_overflow(sum, product, &sum) || !small(sum)) return false;
    if (sum == 0) a.terms.erase(leaf);
  }
  return a.terms.size() <= 8;
}

bool known_not_negative(const Affine& form, const std::vector<Leaf>& leaves) {
  if (form.constant < 0) return false;
  for (auto [leaf, coefficient] : form.terms)
    if (coefficient < 0 || !leaves[static_cast<std::size_t>(leaf)].not_negative) return false;
  return true;
}

}  // namespace cyrite::optimize
