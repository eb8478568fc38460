// yardstick history ORDERS FILE.csv
// yardstick import SHOP FILE.csv [before|after]   (the indexes; after without it)
// yardstick compare SHOP SHOP
// yardstick records SHOP CUSTOMERS
// yardstick checkout-file FILE ORDERS
// yardstick checkouts FILE COUNT
#include "history.hpp"
#include "raw_checkout.hpp"
#include "raw_import.hpp"
#include "raw_records.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

int main(int count, char** words)
try {
    std::vector<std::string> const told(words + 1, words + count);
    auto const what = told.empty() ? std::string() : told.front();
    if (what == "history" && told.size() == 3)
        bench::write_history(told[2], std::stoll(told[1]));
    else if (what == "import" && (told.size() == 3 || told.size() == 4))
        bench::raw_import(told[1], told[2], told.size() == 3 || told[3] == "after");
    else if (what == "compare" && told.size() == 3)
        bench::require_equal_shops(told[1], told[2]);
    else if (what == "records" && told.size() == 3)
        bench::write_records(told[1], std::stoll(told[2]));
    else if (what == "checkout-file" && told.size() == 3)
        bench::make_raw_checkout_file(told[1], std::stoll(told[2]));
    else if (what == "checkouts" && told.size() == 3)
        bench::raw_checkouts(told[1], std::stoll(told[2]));
    else {
        std::fputs("usage: yardstick history ORDERS CSV | import SHOP CSV [before|after] |"
                   " compare SHOP SHOP | records SHOP CUSTOMERS | checkout-file FILE ORDERS |"
                   " checkouts FILE COUNT\n",
                   stderr);
        return 64;
    }
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "yardstick: %s\n", why.what());
    return 1;
}
