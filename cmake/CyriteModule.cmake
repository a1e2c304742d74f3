# cyrite_add_module(): a Python extension module from Cython-language sources.
include_guard(GLOBAL)

# cyrite_transpile(<output variable> <source>
#     [CPLUS] [ANNOTATE] [MODULE_NAME name] [LANGUAGE_LEVEL 2|3|3str] [OUTPUT file.cpp]
#     [DIRECTIVES name=value...] [INCLUDE_DIRS dir...] [ARGS argument...])
# adds the rule that makes the C++ file and stores its path in the variable.
function(cyrite_transpile output source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "CPLUS;ANNOTATE" "MODULE_NAME;LANGUAGE_LEVEL;OUTPUT"
                        "DIRECTIVES;INCLUDE_DIRS;ARGS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cyrite_transpile: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  get_filename_component(source_path "${source}" ABSOLUTE)
  get_filename_component(stem "${source}" NAME_WLE)
  if(NOT arg_OUTPUT)
    file(RELATIVE_PATH folder "${CMAKE_CURRENT_SOURCE_DIR}" "${source_path}")
    get_filename_component(folder "${folder}" DIRECTORY)
    if(folder MATCHES "^\\.\\.")
      set(folder "")
    endif()
    set(arg_OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${folder}/${stem}.cpp")
  endif()
  get_filename_component(arg_OUTPUT "${arg_OUTPUT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  get_filename_component(output_folder "${arg_OUTPUT}" DIRECTORY)
  file(MAKE_DIRECTORY "${output_folder}")

  set(flags "")
  if(arg_CPLUS)
    list(APPEND flags --cplus)
  endif()
  if(arg_ANNOTATE)
    list(APPEND flags --annotate)
  endif()
  if(arg_LANGUAGE_LEVEL STREQUAL "3str")
    list(APPEND flags --3str)
  elseif(arg_LANGUAGE_LEVEL)
    list(APPEND flags -${arg_LANGUAGE_LEVEL})
  endif()
  if(arg_MODULE_NAME)
    list(APPEND flags --module-name ${arg_MODULE_NAME})
  endif()
  foreach(directive IN LISTS arg_DIRECTIVES)
    list(APPEND flags -X ${directive})
  endforeach()
  foreach(folder IN LISTS arg_INCLUDE_DIRS)
    get_filename_component(folder "${folder}" ABSOLUTE)
    list(APPEND flags -I ${folder})
  endforeach()

  # The names in a depfile are as given to -o, so absolute paths serve every generator and policy.
  add_custom_command(
    OUTPUT "${arg_OUTPUT}"
    COMMAND "${Cyrite_EXECUTABLE}" -M ${flags} ${arg_ARGS} "${source_path}" -o "${arg_OUTPUT}"
    DEPENDS "${source_path}" "${Cyrite_EXECUTABLE}"
    DEPFILE "${arg_OUTPUT}.dep"
    COMMENT "Transpiling ${source}"
    VERBATIM)
  set(${output} "${arg_OUTPUT}" PARENT_SCOPE)
endfunction()

# cyrite_add_module(<name> <source.pyx> [more sources: .pyx .py .cpp .c ...]
#     [CPLUS] [OPENMP] [ANNOTATE] [MODULE_NAME package.name] [LANGUAGE_LEVEL 2|3|3str]
#     [DIRECTIVES name=value...] [INCLUDE_DIRS dir...] [LIBRARIES library...]
#     [COMPILE_OPTIONS option...] [DEFINITIONS NAME[=value]...] [ARGS transpiler argument...]
#     [INSTALL_DIR dir])
# makes the target <name>, whose file Python can import. The module's name is the target's unless
# MODULE_NAME gives the dotted one.
function(cyrite_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CPLUS;OPENMP;ANNOTATE"
                        "MODULE_NAME;LANGUAGE_LEVEL;INSTALL_DIR"
                        "DIRECTIVES;INCLUDE_DIRS;LIBRARIES;COMPILE_OPTIONS;DEFINITIONS;ARGS")
  if(NOT arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "cyrite_add_module(${name}): no sources given")
  endif()
  if(NOT TARGET Python::Module)
    find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
  endif()
  if(NOT CMAKE_CXX_COMPILER_LOADED)
    message(FATAL_ERROR "cyrite_add_module(${name}): enable the language CXX in project()")
  endif()
  if(NOT arg_MODULE_NAME)
    set(arg_MODULE_NAME ${name})
  endif()

  set(sources "")
  set(first TRUE)
  foreach(source IN LISTS arg_UNPARSED_ARGUMENTS)
    if(source MATCHES "\\.(pyx|py)$")
      set(flags "")
      foreach(flag CPLUS ANNOTATE)
        if(arg_${flag})
          list(APPEND flags ${flag})
        endif()
      endforeach()
      if(first)
        list(APPEND flags MODULE_NAME ${arg_MODULE_NAME})
        set(first FALSE)
      endif()
      if(arg_LANGUAGE_LEVEL)
        list(APPEND flags LANGUAGE_LEVEL ${arg_LANGUAGE_LEVEL})
      endif()
      cyrite_transpile(made "${source}" ${flags} DIRECTIVES ${arg_DIRECTIVES}
                       INCLUDE_DIRS ${arg_INCLUDE_DIRS} ARGS ${arg_ARGS})
      list(APPEND sources "${made}")
      # Quoted headers of `cdef extern from` stand beside the source, not beside the output.
      get_filename_component(folder "${source}" ABSOLUTE)
      get_filename_component(folder "${folder}" DIRECTORY)
      list(APPEND source_folders "${folder}")
    else()
      list(APPEND sources "${source}")
    endif()
  endforeach()

  Python_add_library(${name} MODULE WITH_SOABI ${sources})
  string(REGEX REPLACE "^.*\\." "" file_name "${arg_MODULE_NAME}")
  set_target_properties(${name} PROPERTIES OUTPUT_NAME ${file_name} CXX_VISIBILITY_PRESET hidden)
  target_compile_features(${name} PRIVATE cxx_std_17)
  target_include_directories(${name} PRIVATE ${source_folders} ${arg_INCLUDE_DIRS})
  target_compile_definitions(${name} PRIVATE ${arg_DEFINITIONS})
  target_compile_options(${name} PRIVATE ${arg_COMPILE_OPTIONS})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES})
  if(arg_OPENMP)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    target_link_libraries(${name} PRIVATE OpenMP::OpenMP_CXX)
  endif()
  if(arg_INSTALL_DIR)
    install(TARGETS ${name} LIBRARY DESTINATION "${arg_INSTALL_DIR}" RUNTIME DESTINATION "${arg_INSTALL_DIR}")
  endif()
endfunction()
