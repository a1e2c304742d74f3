// The table of a module's Python constants: equal ones get one id.
#include "semantics/constants.h"

#include <string_view>

namespace cyrite {

namespace {
std::size_t hash_of(const Constant& constant) {
  std::size_t hash = std::hash<std::string_view>{}(constant.text) * 31 + constant.kind;
  for (ConstantId item : constant.items) hash = hash * 1000003 + item;
  return hash;
}
}  // namespace

ConstantId Constants::add(Constant constant) {
  if (buckets_.empty()) buckets_.resize(1024);
  std::vector<ConstantId>& bucket = buckets_[hash_of(constant) % buckets_.size()];
  for (ConstantId id : bucket)
    if (list_[id].kind == constant.kind && list_[id].text == constant.text && list_[id].items == constant.items) return id;
  auto id = static_cast<ConstantId>(list_.size());
  bucket.push_back(id);
  list_.push_back(std::move(constant));
  return id;
}

}  // namespace cyrite
