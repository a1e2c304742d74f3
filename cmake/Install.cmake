# What `cmake --install` and the wheel contain: the executable, its data, the CMake package.
# Under scikit-build-core the executable is a wheel script and the data belongs to the Python package.
include(CMakePackageConfigHelpers)

if(SKBUILD)
  set(CYRITE_EXECUTABLE_DESTINATION "${SKBUILD_SCRIPTS_DIR}")
  set(CYRITE_PYTHON_DESTINATION ".")
  set(CYRITE_DATA_DESTINATION "cyrite/data")
  set(CYRITE_CMAKE_DESTINATION "cyrite/data/cmake")
else()
  include(GNUInstallDirs)
  set(CYRITE_EXECUTABLE_DESTINATION "${CMAKE_INSTALL_BINDIR}")
  set(CYRITE_PYTHON_DESTINATION "${CMAKE_INSTALL_DATADIR}/cyrite/python")
  set(CYRITE_DATA_DESTINATION "${CMAKE_INSTALL_DATADIR}/cyrite")
  set(CYRITE_CMAKE_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/Cyrite")
endif()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/CyriteConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/cmake/CyriteConfig.cmake"
                              INSTALL_DESTINATION "${CYRITE_CMAKE_DESTINATION}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/cmake/CyriteConfigVersion.cmake"
                                 VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
# A checkout can be used from its build folder: Cyrite_ROOT=<build>/cmake.
configure_file("${CMAKE_CURRENT_LIST_DIR}/CyriteModule.cmake"
               "${PROJECT_BINARY_DIR}/cmake/CyriteModule.cmake" COPYONLY)

if(CYRITE_PREBUILT)
  install(PROGRAMS "${CYRITE_PREBUILT}" DESTINATION "${CYRITE_EXECUTABLE_DESTINATION}" COMPONENT cyrite)
else()
  install(TARGETS cyrite RUNTIME DESTINATION "${CYRITE_EXECUTABLE_DESTINATION}" COMPONENT cyrite)
endif()
foreach(folder includes templates runtime/include)
  if(EXISTS "${PROJECT_SOURCE_DIR}/${folder}")
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/${folder}/" DESTINATION "${CYRITE_DATA_DESTINATION}/${folder}"
            COMPONENT cyrite PATTERN "CMakeLists.txt" EXCLUDE)
  endif()
endforeach()
install(FILES "${PROJECT_BINARY_DIR}/cmake/CyriteConfig.cmake"
              "${PROJECT_BINARY_DIR}/cmake/CyriteConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/CyriteModule.cmake"
        DESTINATION "${CYRITE_CMAKE_DESTINATION}" COMPONENT cyrite)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/python/cyrite" DESTINATION "${CYRITE_PYTHON_DESTINATION}"
        COMPONENT cyrite USE_SOURCE_PERMISSIONS PATTERN "__pycache__" EXCLUDE)
