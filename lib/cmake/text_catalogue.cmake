# Compile a gettext catalogue into a target.
#
#   tokocrm_text_catalogue(<target> <po_file> <name>)
#
# The target gets tokocrm::detail::<name>[] and <name>_size, the bytes of the .mo file, for
# tokocrm::catalogue. To be called in the folder that makes the target. Run as a script it turns
# the .mo file into C++.

if(CMAKE_SCRIPT_MODE_FILE)
    file(READ "${MO}" bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    file(WRITE "${CPP}" "#include <cstddef>

namespace tokocrm::detail {

extern unsigned char const ${NAME}[];
extern std::size_t const ${NAME}_size;

unsigned char const ${NAME}[] = {
${bytes}
};
std::size_t const ${NAME}_size = sizeof ${NAME};

} // namespace tokocrm::detail
")
    return()
endif()

set(TOKOCRM_TEXT_CATALOGUE_SCRIPT "${CMAKE_CURRENT_LIST_FILE}")

function(tokocrm_text_catalogue target po_file name)
    find_program(TOKOCRM_MSGFMT msgfmt REQUIRED)
    set(mo "${CMAKE_CURRENT_BINARY_DIR}/${name}.mo")
    set(cpp "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
    add_custom_command(
        OUTPUT "${cpp}"
        BYPRODUCTS "${mo}"
        COMMAND "${TOKOCRM_MSGFMT}" --check --endianness=little -o "${mo}" "${po_file}"
        COMMAND "${CMAKE_COMMAND}" "-DMO=${mo}" "-DCPP=${cpp}" "-DNAME=${name}"
                -P "${TOKOCRM_TEXT_CATALOGUE_SCRIPT}"
        DEPENDS "${po_file}" "${TOKOCRM_TEXT_CATALOGUE_SCRIPT}"
        COMMENT "Compiling the texts of ${target}"
        VERBATIM)
    target_sources(${target} PRIVATE "${cpp}")
endfunction()
