# Pages and examples beside what is installed, and Debian's packages of all of it:
# cmake --workflow --preset packages
#
# What is installed with one of the components below is in its package: library (libtokocrm0),
# development (libtokocrm-dev), program (toko).

if(TOKOCRM_PROGRAMS)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs/" COMPONENT program
            DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/toko" FILES_MATCHING PATTERN "*.md")
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples/cron" COMPONENT program
            DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/toko/examples")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/docs/library.md" "${PROJECT_SOURCE_DIR}/docs/library_examples.md"
              "${PROJECT_SOURCE_DIR}/docs/errors.md" "${PROJECT_SOURCE_DIR}/docs/schema.md"
        COMPONENT development DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/libtokocrm-dev")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/examples/embed" COMPONENT development
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/libtokocrm-dev/examples")
# Debian's packages have it under a name of their own.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" COMPONENT licence
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/toko")

if(NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr" OR NOT BUILD_SHARED_LIBS)
    return()
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME toko)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package says its own
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL library development)
if(TOKOCRM_PROGRAMS)
    list(APPEND CPACK_COMPONENTS_ALL program)
endif()

set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The makers of toko <toko@example.org>"
    CACHE STRING "Who answers for the packages: Name <address>")
set(CPACK_DEBIAN_PACKAGE_SOURCE toko)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Before 1.0 a program is right with the version that it was built with, alone.
set(CPACK_DEBIAN_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(same_version "(= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libtokocrm0)
set(CPACK_DEBIAN_LIBRARY_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${PROJECT_BINARY_DIR}/debian/triggers")
# The zones are read while a program runs.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "shop software of a small shop: shared library
A library that keeps the goods, the customers and the orders of a small
shop in one SQLite file, and says at any time what was sold, exactly.
.
This package has the shared library that programs need to run.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtokocrm-dev)
set(CPACK_DEBIAN_DEVELOPMENT_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# What the headers include, and what tokocrm.pc requires, which pkg-config wants to see even for
# a shared library.
string(CONCAT CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
       "libtokocrm0 ${same_version}, libboost1.81-dev, "
       "libsqlite3-dev, libabsl-dev, libutf8proc-dev, libsodium-dev, "
       "libjpeg62-turbo-dev, libpng-dev, libwebp-dev, libexif-dev")
# What only the two opt-in headers and the static library need (zlib: sqlite3.pc asks for it).
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS
    "libboost-json1.81-dev, libsoci-dev, libcsv-dev, zlib1g-dev, pkg-config")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "toko, cmake")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "shop software of a small shop: development files
A library that keeps the goods, the customers and the orders of a small
shop in one SQLite file, and says at any time what was sold, exactly.
.
This package has the headers, the static library, the files for CMake and
pkg-config, and examples. The recommended packages are for the static
library and for the headers json.hpp and soci.hpp.")

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME toko)
set(CPACK_DEBIAN_PROGRAM_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION misc)
# No library of ours: docs/adr/0004.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "shop software of a small shop
toko keeps the goods, the customers and the orders of a small shop in one
file, and says at any time what was sold: by day, by month, exactly. It
takes in the history that a shop already has, as CSV from a spreadsheet or
another program. It speaks Indonesian and English.")

# Debian's changelog has this version's section of ours.
set(changes_page "${PROJECT_SOURCE_DIR}/docs/changelog.md")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${changes_page}")
file(READ "${changes_page}" changes)
if(NOT changes MATCHES "\n## ${PROJECT_VERSION}\n")
    message(FATAL_ERROR "${changes_page} has no section for ${PROJECT_VERSION}")
endif()
string(REGEX REPLACE ".*\n## ${PROJECT_VERSION}\n" "" changes "${changes}")
string(REGEX REPLACE "\n## .*" "" changes "${changes}")
string(STRIP "${changes}" changes)
string(REGEX REPLACE "([^\n])\n([^-\n ])" "\\1 \\2" changes "${changes}")
string(REPLACE "\n- " "\n* " changes "\n${changes}")
string(REGEX REPLACE "\n([^\n])" "\n  \\1" changes "${changes}")
set(debian "${PROJECT_BINARY_DIR}/debian")
file(WRITE "${debian}/changes" "${changes}\n")
execute_process(COMMAND fmt --tagged-paragraph --width=78 "${debian}/changes"
                OUTPUT_VARIABLE changes COMMAND_ERROR_IS_FATAL ANY)
string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC) # or SOURCE_DATE_EPOCH
file(WRITE "${debian}/changelog" "toko (${PROJECT_VERSION}) bookworm; urgency=medium
${changes}
 -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${today}
")
execute_process(COMMAND gzip -9nc "${debian}/changelog"
                OUTPUT_FILE "${debian}/changelog.gz" COMMAND_ERROR_IS_FATAL ANY)

file(READ "${PROJECT_SOURCE_DIR}/LICENSE" licence)
string(STRIP "${licence}" licence)
string(REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REPLACE "\n" "\n " licence "${licence}")
file(WRITE "${debian}/copyright"
     "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: toko

Files: *
Copyright: 2026 the makers of toko
License: BSL-1.0
 ${licence}
")
# The loader's cache learns of the library.
file(WRITE "${debian}/triggers" "activate-noawait ldconfig\n")
# Folders are everybody's to read, whatever the umask is.
file(WRITE "${debian}/permissions.cmake" [[
execute_process(COMMAND find "${CPACK_TEMPORARY_DIRECTORY}" -type d -exec chmod 755 {} +
                COMMAND_ERROR_IS_FATAL ANY)
]])
set(CPACK_PRE_BUILD_SCRIPTS "${debian}/permissions.cmake")

foreach(component IN LISTS CPACK_COMPONENTS_ALL)
    string(TOUPPER ${component} COMPONENT)
    # Not with `cmake --install`, which installs the licence as it is.
    install(FILES "${debian}/changelog.gz" "${debian}/copyright"
            DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_DEBIAN_${COMPONENT}_PACKAGE_NAME}"
            COMPONENT ${component} EXCLUDE_FROM_ALL)
endforeach()
include(CPack)
