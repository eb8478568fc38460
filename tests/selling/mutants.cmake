# The library with one guard taken out, and the case that must notice: a test that cannot fail is
# none. The changed source is linked in front of the archive, whose own copy of it is then not needed.

add_library(race_object OBJECT selling/race_test.cpp main.cpp)
target_link_libraries(race_object PRIVATE tokocrm_test_support tokocrm_archive Boost::json)

# tokocrm_mutant(name case FILE without with [FILE without with]...)
function(tokocrm_mutant name case)
    set(changes ${ARGN})
    set(program "mutant_${name}")
    set(sources)
    set(folders)
    while(changes)
        list(POP_FRONT changes file without with)
        set(original "${PROJECT_SOURCE_DIR}/lib/${file}")
        if(NOT EXISTS "${original}")
            set(original "${PROJECT_BINARY_DIR}/lib/${file}")
        endif()
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${original}")
        string(REPLACE "/" "_" flat "${file}")
        set(made "${CMAKE_CURRENT_BINARY_DIR}/mutants/${name}/${flat}")
        file(READ "${original}" text)
        string(REPLACE "${without}" "${with}" mutated "${text}")
        if(mutated STREQUAL text)
            message(FATAL_ERROR "${file} has no guard '${without}' for the mutant ${name}")
        endif()
        file(CONFIGURE OUTPUT "${made}" CONTENT "@mutated@" @ONLY)
        list(APPEND sources "${made}")
        get_filename_component(folder "${original}" DIRECTORY)
        list(APPEND folders "${folder}")
    endwhile()
    add_executable(${program} ${sources} $<TARGET_OBJECTS:race_object>)
    target_include_directories(${program} PRIVATE ${folders} "${PROJECT_SOURCE_DIR}/lib")
    target_link_libraries(${program} PRIVATE tokocrm_test_support tokocrm_archive Boost::json
                                             SOCI::sqlite3 SOCI::core SQLite::SQLite3)
    add_test(NAME "selling/mutant/${name}" COMMAND ${program} --color_output=no --
                                                   --file=race_test.cpp --case=${case})
    set_tests_properties("selling/mutant/${name}" PROPERTIES LABELS "service;sqlite" TIMEOUT 300
                         PASS_REGULAR_EXPRESSION "${case}.*(has failed|failed)")
endfunction()

if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    tokocrm_mutant(reservation_without_condition the_last_item_is_sold_once_by_threads
                   stock/repository.cpp " and on_hand - reserved >= :enough" " and :enough > 0")
    tokocrm_mutant(coupon_without_condition a_coupon_of_ten_uses_is_used_ten_times
                   coupon/repository.cpp
                   " and (usage_limit is null or times_used < usage_limit)" " and 1 = 1"
                   coupon/rules.cpp "which.times_used >= *which.usage_limit" "false")
    tokocrm_mutant(key_not_looked_up one_key_makes_one_order_and_everybody_gets_it
                   order/repository_changes.cpp "if (!db::fetch_one(query.select))" "if (true)")
    tokocrm_mutant(key_not_unique the_schema_itself_refuses_a_second_order_of_one_key
                   tokocrm_migrations.cpp "create unique index orders_idempotency_unique"
                   "create index orders_idempotency_unique")
    tokocrm_mutant(no_lock who_writes_waits_for_the_lock_of_all_processes db/process_lock.cpp
                   "while (::flock(file, LOCK_EX | LOCK_NB) != 0) {" "while (false) {")
endif()
