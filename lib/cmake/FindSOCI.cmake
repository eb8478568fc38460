# SOCI with its SQLite backend: SOCI::core and SOCI::sqlite3.
#
# Debian's libsoci-dev brings neither a CMake package nor a pkg-config file.

find_path(SOCI_INCLUDE_DIR soci/soci.h)
mark_as_advanced(SOCI_INCLUDE_DIR)

if(SOCI_INCLUDE_DIR AND EXISTS "${SOCI_INCLUDE_DIR}/soci/version.h")
    file(STRINGS "${SOCI_INCLUDE_DIR}/soci/version.h" soci_version_line
         REGEX "^#define[ \t]+SOCI_VERSION[ \t]+[0-9]+")
    string(REGEX REPLACE ".*SOCI_VERSION[ \t]+([0-9]+).*" "\\1" soci_number
           "${soci_version_line}")
    if(soci_number MATCHES "^[0-9]+$")
        math(EXPR soci_major "${soci_number} / 100000")
        math(EXPR soci_minor "${soci_number} / 100 % 1000")
        math(EXPR soci_patch "${soci_number} % 100")
        set(SOCI_VERSION "${soci_major}.${soci_minor}.${soci_patch}")
    endif()
endif()

foreach(part core sqlite3)
    # A static program asks for static libraries and takes shared ones where there are no others.
    if(DEFINED BUILD_SHARED_LIBS AND NOT BUILD_SHARED_LIBS)
        find_library(SOCI_${part}_LIBRARY NAMES libsoci_${part}.a soci_${part} NAMES_PER_DIR)
    else()
        find_library(SOCI_${part}_LIBRARY NAMES soci_${part})
    endif()
    mark_as_advanced(SOCI_${part}_LIBRARY)
endforeach()

find_library(SOCI_SQLITE_LIBRARY NAMES sqlite3)
mark_as_advanced(SOCI_SQLITE_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
    SOCI
    REQUIRED_VARS SOCI_core_LIBRARY SOCI_sqlite3_LIBRARY SOCI_SQLITE_LIBRARY SOCI_INCLUDE_DIR
    VERSION_VAR SOCI_VERSION)

if(SOCI_FOUND AND NOT TARGET SOCI::core)
    add_library(SOCI::core UNKNOWN IMPORTED)
    set_target_properties(
        SOCI::core PROPERTIES IMPORTED_LOCATION "${SOCI_core_LIBRARY}"
                              INTERFACE_INCLUDE_DIRECTORIES "${SOCI_INCLUDE_DIR}"
                              INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")

    add_library(SOCI::sqlite3 UNKNOWN IMPORTED)
    set_target_properties(
        SOCI::sqlite3 PROPERTIES IMPORTED_LOCATION "${SOCI_sqlite3_LIBRARY}"
                                 INTERFACE_LINK_LIBRARIES "SOCI::core;${SOCI_SQLITE_LIBRARY}")
endif()
