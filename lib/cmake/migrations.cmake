# tokocrm_migrations(target directory)
#
# Puts the SQL files of a directory into a library: NNNN_name.sql for every database, then
# NNNN_name.sqlite.sql and NNNN_name.postgresql.sql for one of them. Numbers count up from 0001.

function(tokocrm_migrations target directory)
    file(GLOB files CONFIGURE_DEPENDS "${directory}/*.sql")
    list(SORT files)
    set(names)
    foreach(file IN LISTS files)
        get_filename_component(name "${file}" NAME)
        if(NOT name MATCHES "^([0-9][0-9][0-9][0-9]_[a-z0-9_]+)(\\.sqlite|\\.postgresql)?\\.sql$")
            message(FATAL_ERROR "${file}: not named like 0001_name.sql")
        endif()
        list(APPEND names "${CMAKE_MATCH_1}")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    endforeach()
    list(REMOVE_DUPLICATES names)

    set(rows "")
    set(expected 0)
    foreach(name IN LISTS names)
        math(EXPR expected "${expected} + 1")
        string(REGEX REPLACE "^0*([1-9][0-9]*)_.*" "\\1" number "${name}")
        if(NOT number EQUAL expected)
            message(FATAL_ERROR "${directory}/${name}: migration ${expected} was expected")
        endif()
        string(APPEND rows "    {${number}, \"${name}\"")
        foreach(piece "" .sqlite .postgresql)
            set(sql "")
            if(EXISTS "${directory}/${name}${piece}.sql")
                file(READ "${directory}/${name}${piece}.sql" sql)
            endif()
            string(APPEND rows ",\n     R\"migration(${sql})migration\"")
        endforeach()
        string(APPEND rows "},\n")
    endforeach()

    set(made "${CMAKE_CURRENT_BINARY_DIR}/${target}_migrations.cpp")
    file(WRITE "${made}.new" "#include \"db/migration.hpp\"

namespace tokocrm::db {

namespace {

constexpr migration known[] = {
${rows}};

} // namespace

std::span<migration const> built_in_migrations()
{
    return known;
}

} // namespace tokocrm::db
")
    # Left alone where nothing changed, so that nothing is compiled for nothing.
    configure_file("${made}.new" "${made}" COPYONLY)
    target_sources(${target} PRIVATE "${made}")
    set_source_files_properties("${made}" PROPERTIES INCLUDE_DIRECTORIES
                                                     "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/..")
endfunction()
