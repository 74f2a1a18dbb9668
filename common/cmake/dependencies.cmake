# Every third-party library, found in one place. The Debian packages are listed in common/packages.txt.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU 67 REQUIRED COMPONENTS i18n uc data)
find_package(LibXml2 2.9 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core>=1.4)
pkg_check_modules(PSL REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)

# The allocator of backfile-index: another one than a sanitizer's own would blind it.
if(NOT BACKFILE_SANITIZE)
  find_package(mimalloc REQUIRED)
endif()

# CLD2 ships no .pc file; its header wants <cstdio> before it.
find_path(CLD2_INCLUDE_DIR cld2/public/compact_lang_det.h REQUIRED)
find_library(CLD2_LIBRARY cld2 REQUIRED)
add_library(backfile_cld2 INTERFACE)
target_include_directories(backfile_cld2 SYSTEM INTERFACE ${CLD2_INCLUDE_DIR})
target_link_libraries(backfile_cld2 INTERFACE ${CLD2_LIBRARY})
