# Installed: programs, library, headers, CMake package, pkg-config file, man pages.
# Components: runtime (what programs need), development (what building against the library needs besides).
include(CMakePackageConfigHelpers)

set(backfile_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/backfile)

install(TARGETS backfile_searcher EXPORT backfileTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development)
install(DIRECTORY searcher/include/backfile DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development
  FILES_MATCHING PATTERN *.hpp)
install(EXPORT backfileTargets NAMESPACE backfile:: DESTINATION ${backfile_package_dir} COMPONENT development)

configure_package_config_file(common/cmake/backfileConfig.cmake.in backfileConfig.cmake INSTALL_DESTINATION ${backfile_package_dir})
write_basic_package_version_file(backfileConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/backfileConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/backfileConfigVersion.cmake
  DESTINATION ${backfile_package_dir} COMPONENT development)

# The .pc file finds its prefix from where it lies, so that an installed tree can be moved.
file(RELATIVE_PATH backfile_prefix_from_pc /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(common/cmake/backfile.pc.in backfile.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/backfile.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

if(BACKFILE_PROGRAMS)
  file(RELATIVE_PATH backfile_lib_from_bin /prefix/${CMAKE_INSTALL_BINDIR} /prefix/${CMAKE_INSTALL_LIBDIR})
  set_target_properties(backfile-search PROPERTIES INSTALL_RPATH "$ORIGIN/${backfile_lib_from_bin}")
  install(TARGETS backfile-index backfile-search RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime)
  install(FILES docs/man/backfile-index.1 docs/man/backfile-search.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT runtime)
  install(FILES docs/man/backfile-query.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7 COMPONENT runtime)
endif()
