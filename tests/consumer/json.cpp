// The smallest user of json.hpp.
#include <tokocrm/json.hpp>

#include <boost/json/serialize.hpp>

#include <iostream>

int main()
{
    tokocrm::error const empty(tokocrm::errc::not_found, "shelf.empty", "the shelf is empty");
    std::cout << boost::json::serialize(to_json(empty, tokocrm::language::en)) << '\n';
}
