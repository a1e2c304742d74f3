// Collects diagnostics; one place, one time: the same message at the same place is kept once.
#include "diagnostics/diagnostic.h"

namespace cyrite {

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  if (muted_ > 0) {
    muted_errors_ += diagnostic.severity == Severity::Error;
    scratch_ = std::move(diagnostic);
    return scratch_;
  }
  if (warnings_are_errors_ && diagnostic.severity == Severity::Warning) diagnostic.severity = Severity::Error;
  for (Diagnostic& known : list_)
    if (known.span.file == diagnostic.span.file && known.span.begin == diagnostic.span.begin && known.id == diagnostic.id &&
        known.text == diagnostic.text)
      return known;
  errors_ += diagnostic.severity == Severity::Error;
  list_.push_back(std::move(diagnostic));
  return list_.back();
}

}  // namespace cyrite
