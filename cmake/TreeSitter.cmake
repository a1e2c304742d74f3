# The C core of tree-sitter, as target cyrite_tree_sitter: the system's library where it is new enough (0.25: the
# grammar uses reserved words), else the copy that the Python package's source archive carries.
set(TREE_SITTER_VERSION 0.26.1)
set(TREE_SITTER_SHA256 9919cbaf02d17fa9a4cd0e6da496aecf901b758e6eacf122eee393e3ef08aacd)
option(CYRITE_SYSTEM_TREE_SITTER "Use the system's libtree-sitter when it is 0.25 or newer" ON)

if(CYRITE_SYSTEM_TREE_SITTER)
  find_package(PkgConfig QUIET)
  if(PKG_CONFIG_FOUND)
    pkg_check_modules(SYSTEM_TREE_SITTER QUIET IMPORTED_TARGET tree-sitter>=0.25)
  endif()
endif()

if(SYSTEM_TREE_SITTER_FOUND)
  message(STATUS "tree-sitter: the system's ${SYSTEM_TREE_SITTER_VERSION}")
  add_library(cyrite_tree_sitter INTERFACE)
  target_link_libraries(cyrite_tree_sitter INTERFACE PkgConfig::SYSTEM_TREE_SITTER)
else()
  set(archive_name tree_sitter-${TREE_SITTER_VERSION}.tar.gz)
  set(folder ${CMAKE_BINARY_DIR}/tree-sitter)
  set(core ${folder}/tree_sitter-${TREE_SITTER_VERSION}/tree_sitter/core/lib)
  if(NOT EXISTS ${core}/src/lib.c)
    # .cache in the source tree, if there is one, spares builds the download.
    if(EXISTS ${CMAKE_SOURCE_DIR}/.cache/${archive_name})
      set(archive ${CMAKE_SOURCE_DIR}/.cache/${archive_name})
    else()
      set(archive ${folder}/${archive_name})
    endif()
    if(NOT EXISTS ${archive})
      find_package(Python3 REQUIRED COMPONENTS Interpreter)
      message(STATUS "tree-sitter: downloading ${archive_name} with pip")
      file(WRITE ${folder}/requirements.txt
           "tree-sitter==${TREE_SITTER_VERSION} --hash=sha256:${TREE_SITTER_SHA256}\n")
      # Inside a wheel build the outer build's backend must not be taken for this package's: pip hands it down in the
      # environment, under names that change with its version.
      set(pip_alone "import os, sys
for name in list(os.environ):
    if name.startswith(('_PYPROJECT_HOOKS_', 'PEP517_')):
        del os.environ[name]
os.execv(sys.executable, [sys.executable, '-m', 'pip'] + sys.argv[1:])")
      execute_process(
        COMMAND ${Python3_EXECUTABLE} -c "${pip_alone}" download --quiet --no-deps --no-binary tree-sitter
                --require-hashes -r ${folder}/requirements.txt -d ${folder}
        RESULT_VARIABLE result)
      if(result OR NOT EXISTS ${archive})
        message(FATAL_ERROR "cannot download ${archive_name}: put it into ${CMAKE_SOURCE_DIR}/.cache, "
                            "or install libtree-sitter 0.25 or newer")
      endif()
      if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/.cache)
        file(COPY ${archive} DESTINATION ${CMAKE_SOURCE_DIR}/.cache)
      endif()
    endif()
    file(SHA256 ${archive} hash)
    if(NOT hash STREQUAL TREE_SITTER_SHA256)
      message(FATAL_ERROR "${archive} is not the expected file: sha256 ${hash}, expected ${TREE_SITTER_SHA256}")
    endif()
    file(ARCHIVE_EXTRACT INPUT ${archive} DESTINATION ${folder})
  endif()
  add_library(cyrite_tree_sitter STATIC ${core}/src/lib.c)
  target_include_directories(cyrite_tree_sitter SYSTEM PUBLIC ${core}/include PRIVATE ${core}/src)
  target_compile_definitions(cyrite_tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
  target_compile_options(cyrite_tree_sitter PRIVATE -O2)
endif()
