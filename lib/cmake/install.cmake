# What others get: the library in both kinds, headers, the CMake package and the pkg-config file.

include(CMakePackageConfigHelpers)
set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/tokocrm")

foreach(kind IN LISTS tokocrm_kinds)
    get_target_property(type ${kind} TYPE)
    set(name static)
    if(type STREQUAL SHARED_LIBRARY)
        set(name shared)
    endif()
    install(TARGETS ${kind} EXPORT tokocrm_${name}
            LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
                    COMPONENT library NAMELINK_COMPONENT development
            ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
    install(EXPORT tokocrm_${name} FILE tokocrm-${name}.cmake NAMESPACE tokocrm::
            DESTINATION "${package_folder}" COMPONENT development)
endforeach()

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/tokocrm"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development
        FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/tokocrm-config.cmake.in"
                              "${PROJECT_BINARY_DIR}/tokocrm-config.cmake"
                              INSTALL_DESTINATION "${package_folder}")
# Before 1.0 a new minor version may break what was there.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tokocrm-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/tokocrm-config.cmake"
              "${PROJECT_BINARY_DIR}/tokocrm-config-version.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindSOCI.cmake"
        DESTINATION "${package_folder}" COMPONENT development)

# The paths are relative to the file, so that an installed folder can be moved.
file(RELATIVE_PATH prefix_from_pc "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" prefix_from_pc "${prefix_from_pc}")
configure_file("${CMAKE_CURRENT_LIST_DIR}/tokocrm.pc.in" "${PROJECT_BINARY_DIR}/tokocrm.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/tokocrm.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
