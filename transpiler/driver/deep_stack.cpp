// A thread with a large stack: the steps recurse over the syntax tree, whose depth the parser limits. Pages that are
// not touched cost nothing.
#include "driver/deep_stack.h"

#include <pthread.h>

#include <cstddef>

namespace cyrite {
namespace {

constexpr std::size_t kStackBytes = std::size_t{512} << 20;

struct Work { void (*function)(void*); void* argument; };

void* start(void* work) {
  auto* w = static_cast<Work*>(work);
  w->function(w->argument);
  return nullptr;
}

}  // namespace

void run_on_deep_stack(void (*function)(void*), void* argument) {
  Work work{function, argument};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  bool started = false;
  // Where memory is limited, a smaller stack is better than none.
  for (std::size_t bytes = kStackBytes; bytes >= kStackBytes / 16 && !started; bytes /= 4)
    started = pthread_attr_setstacksize(&attributes, bytes) == 0 && pthread_create(&thread, &attributes, start, &work) == 0;
  pthread_attr_destroy(&attributes);
  if (started) pthread_join(thread, nullptr);
  else function(argument);
}

}  // namespace cyrite
