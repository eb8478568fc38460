#include "../support/picture_files.hpp"
#include "../support/temporary_directory.hpp"
#include "cli/registry.hpp"
#include "cli_frame.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>

using namespace test;

namespace {

/// A shop with one product, PG16.
struct product_program
{
    temporary_directory folder;
    cli_program program{.commands = {&toko::init, &toko::product_add, &toko::product_edit,
                                     &toko::product_show, &toko::product_image},
                        .variables = {{"LANG", "en_US.UTF-8"}, {"TOKO_DB", folder / "shop.db"}}};
    std::string const photo = jpeg_file(quarters(40, 30));

    product_program()
    {
        program.run({"init", "--name", "Toko"});
        program.run({"product", "add", "--sku", "PG16", "--name", "Pintu"});
    }
    void show_by_photo()
    {
        program.input = photo;
        BOOST_REQUIRE(program.run({"product", "edit", "PG16", "--image", "-"}).code == 0);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cli_pictures, product_program)

BOOST_AUTO_TEST_CASE(a_picture_goes_in_and_out_by_pipes)
{
    show_by_photo();
    auto const got = program.run({"product", "image", "PG16", "--output", "-"});
    BOOST_TEST(got.code == 0);
    BOOST_TEST(got.err == "");
    BOOST_TEST(quarters_of(decode_webp(got.out)) == "RGBK");
    auto const rehearsed = program.run({"product", "image", "PG16", "--output", "-", "--dry-run"});
    BOOST_TEST(rehearsed.code == 0);
    BOOST_TEST(rehearsed.out == "");
}

BOOST_AUTO_TEST_CASE(a_terminal_is_never_sent_a_picture)
{
    show_by_photo();
    program.terminal = true;
    auto const refused = program.run({"product", "image", "PG16", "--output", "-"});
    BOOST_TEST(refused.code == 64);
    BOOST_TEST(refused.out == "");
}

BOOST_AUTO_TEST_CASE(a_bad_picture_is_named_and_changes_nothing)
{
    auto const path = folder / "bukti.jpg";
    std::ofstream(path) << "#!/bin/sh\n";
    auto const refused =
        program.run({"product", "edit", "PG16", "--name", "Gerbang", "--image", path});
    BOOST_TEST(refused.code == 65);
    BOOST_TEST(refused.err.find(path) != std::string::npos);
    program.input = photo.substr(0, photo.size() / 2);
    BOOST_TEST(
        program.run({"product", "add", "--sku", "TEH", "--name", "Teh", "--image", "-"}).code ==
        65);
    BOOST_TEST(program.run({"product", "show", "PG16"}).out.find("Pintu") != std::string::npos);
    BOOST_TEST(program.run({"product", "show", "TEH"}).code == 1);
}

BOOST_AUTO_TEST_CASE(a_flood_is_not_read_to_its_end)
{
    auto const flooded = program.run({"product", "edit", "PG16", "--image", "/dev/zero"});
    BOOST_TEST(flooded.code == 65);
    BOOST_TEST(flooded.err.find("30 MB") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
