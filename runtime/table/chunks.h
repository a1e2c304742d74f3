// The shape of the generated table: the runtime headers in pieces.
#pragma once

namespace cyrite {

struct RuntimeChunk {
  const char* text;
  unsigned short header;       // 0 is python.h
  bool in_namespace;
  unsigned first_use;          // chunks whose names it uses
  unsigned short use_count;
  unsigned first_trigger;      // a specialisation: chosen when all of these are
  unsigned short trigger_count;
};
struct RuntimeName {
  const char* name;
  unsigned short chunk;
};
extern const RuntimeChunk runtime_chunks[];
extern const unsigned runtime_chunk_count;
extern const unsigned short runtime_chunk_uses[];
extern const unsigned short runtime_chunk_triggers[];
extern const RuntimeName runtime_names[];  // sorted by name
extern const unsigned runtime_name_count;

}  // namespace cyrite
