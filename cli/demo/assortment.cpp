#include "assortment.hpp"

#include <algorithm>
#include <iterator>

namespace toko::demo {

namespace {

constexpr char const* all_categories[] = {"Beras",   "Gula",   "Makanan",     "Mie",
                                          "Minuman", "Minyak", "Obat Nyamuk", "Permen"};

constexpr product all_products[] = {
    // from the shop's own list
    {"BENG-BENG", "Beng-Beng", "Makanan", 2'000, 2, "pcs", false, 60, 6},
    {"FLORIDINA", "Floridina", "Minuman", 4'000, 2, "botol", false, 45, 4},
    {"BIMOLI-1L", "Minyak Bimoli 1 Liter", "Minyak", 21'500, 2, "pcs", false, 70, 3},
    {"NOMOS", "Nomos", "Obat Nyamuk", 4'000, 2, "pcs", false, 25, 3},
    // invented beside them
    {"BERAS-CURAH", "Beras Curah Asahan", "Beras", 13'500, 0, "kg", true, 75, 10},
    {"BERAS-PULEN-5", "Beras Pulen 5 kg", "Beras", 72'000, 1, "karung", false, 42, 2},
    {"BERAS-PULEN-10", "Beras Pulen 10 kg", "Beras", 141'000, 1, "karung", false, 20, 1},
    {"BERAS-MERAH", "Beras Merah", "Beras", 19'000, 0, "kg", true, 9, 3},
    {"KETAN-PUTIH", "Ketan Putih", "Beras", 18'500, 0, "kg", true, 10, 3},
    {"GULA-CURAH", "Gula Pasir Curah", "Gula", 17'000, 0, "kg", true, 65, 4},
    {"GULA-1KG", "Gula Pasir Kemasan 1 kg", "Gula", 18'500, 2, "bungkus", false, 38, 3},
    {"GULA-MERAH", "Gula Merah", "Gula", 22'000, 0, "kg", true, 18, 2},
    {"GULA-BATU", "Gula Batu 250 g", "Gula", 9'500, 0, "bungkus", false, 7, 2},
    {"BISKUIT-KELAPA", "Biskuit Kelapa", "Makanan", 9'000, 3, "bungkus", false, 26, 3},
    {"KERUPUK-UDANG", "Kerupuk Udang 250 g", "Makanan", 14'000, 0, "bungkus", false, 24, 2},
    {"SARDEN-KALENG", "Sarden Kaleng 155 g", "Makanan", 11'500, 2, "kaleng", false, 30, 3},
    {"KECAP-MANIS", "Kecap Manis 275 ml", "Makanan", 12'500, 0, "botol", false, 28, 2},
    {"TEPUNG-TERIGU", "Tepung Terigu 1 kg", "Makanan", 13'000, 1, "bungkus", false, 34, 3},
    {"TELUR", "Telur Ayam", "Makanan", 29'000, 0, "kg", true, 55, 3},
    {"MIE-GORENG", "Mie Goreng Instan", "Mie", 3'500, 0, "bungkus", false, 80, 10},
    {"MIE-KUAH", "Mie Kuah Ayam Bawang", "Mie", 3'200, 0, "bungkus", false, 60, 10},
    {"MIE-TELUR", "Mie Telur 200 g", "Mie", 6'500, 2, "bungkus", false, 20, 4},
    {"BIHUN", "Bihun Jagung 320 g", "Mie", 8'000, 0, "bungkus", false, 14, 2},
    {"AIR-GALON", "Air Minum Isi Ulang Galon", "Minuman", 6'000, 0, "galon", false, 40, 3},
    {"AIR-600", "Air Mineral 600 ml", "Minuman", 3'000, 0, "botol", false, 45, 6},
    {"TEH-CELUP", "Teh Celup 25 Kantong", "Minuman", 7'500, 2, "kotak", false, 30, 2},
    {"KOPI-BUBUK", "Kopi Bubuk 165 g", "Minuman", 15'500, 1, "bungkus", false, 36, 2},
    {"SUSU-KENTAL", "Susu Kental Manis 370 g", "Minuman", 12'000, 2, "kaleng", false, 32, 3},
    {"SIRUP-MERAH", "Sirup Merah 460 ml", "Minuman", 24'000, 3, "botol", false, 10, 2},
    {"MINYAK-CURAH", "Minyak Goreng Curah", "Minyak", 16'500, 0, "liter", true, 48, 4},
    {"MINYAK-2L", "Minyak Goreng 2 Liter", "Minyak", 39'500, 2, "pcs", false, 33, 2},
    {"MINYAK-KELAPA", "Minyak Kelapa 250 ml", "Minyak", 17'500, 0, "botol", false, 6, 1},
    {"NYAMUK-BAKAR", "Obat Nyamuk Bakar", "Obat Nyamuk", 5'500, 0, "kotak", false, 28, 3},
    {"NYAMUK-OLES", "Losion Anti Nyamuk 50 ml", "Obat Nyamuk", 8'500, 2, "pcs", false, 9, 2},
    {"PERMEN-JAHE", "Permen Jahe", "Permen", 7'000, 0, "bungkus", false, 14, 2},
    {"PERMEN-MINT", "Permen Mint", "Permen", 8'000, 3, "bungkus", false, 18, 3},
    {"LOLIPOP", "Lolipop Buah", "Permen", 1'000, 0, "pcs", false, 22, 10},
};

/// The villages of Kisaran's western half; the others lie in the eastern one.
constexpr std::string_view western_villages[] = {"Sidomukti",    "Mekar Baru", "Tegal Sari",
                                                 "Sendang Sari", "Bunut",      "Kisaran Baru",
                                                 "Sei Renggas",  "Dadimulyo"};

constexpr destination all_destinations[] = {
    {"Aek Songsongan", 30'000, 1}, {"Air Batu", 20'000, 3},   {"Air Joman", 15'000, 4},
    {"BP Mandoge", 30'000, 1},     {"Buntu Pane", 20'000, 2}, {"Kisaran Barat", 10'000, 24},
    {"Kisaran Timur", 10'000, 20}, {"Meranti", 15'000, 5},
};

constexpr person all_people[] = {
    {"Siti Aminah", "Jl. Gurame No. 3", "Sidomukti", true},
    {"Budi Santoso", "Jl. Lele No. 12", "Sidomukti", false},
    {"Nurhayati Siregar", "Jl. Melati No. 8", "Mekar Baru", true},
    {"Rahmat Hidayat", "Jl. Mawar No. 21", "Tegal Sari", false},
    {"Dewi Lestari Sinaga", "Jl. Kenanga No. 5", "Lestari", true},
    {"Joko Susilo", "Jl. Cempaka No. 17", "Sendang Sari", false},
    {"Rosmawati Harahap", "Jl. Anggrek No. 2", "Bunut", false},
    {"Ahmad Fauzi Nasution", "Jl. Dahlia No. 30", "Mutiara", true},
    {"Sri Wahyuni", "Jl. Teratai No. 9", "Teladan", false},
    {"Hendra Gunawan", "Jl. Flamboyan No. 14", "Kisaran Baru", true},
    {"Maria Simanjuntak", "Jl. Durian No. 6", "Selawan", false},
    {"Yusuf Lubis", "Jl. Mangga No. 11", "Siumbut-umbut", false},
    {"Fitriani Batubara", "Jl. Rambutan No. 4", "Dadimulyo", true},
    {"Suparman", "Jl. Nangka No. 19", "Sei Renggas", false},
    {"Lina Marlina", "Jl. Sawo No. 7", "Gambir Baru", true},
    {"Parlindungan Manurung", "Jl. Jambu No. 25", "Sentang", false},
    {"Ratna Sari Dewi", "Jl. Manggis No. 1", "Kedai Ledang", false},
    {"Zulkifli Pane", "Jl. Belimbing No. 16", "Karang Anyer", false},
    {"Wati Purnama", "Jl. Pisang No. 10", "Kisaran Naga", false},
    {"Eko Prasetyo", "Jl. Nenas No. 22", "Mekar Baru", true},
    {"Tiurma Pasaribu", "Jl. Seruni No. 13", "Tegal Sari", false},
    {"Iwan Setiawan", "Jl. Kamboja No. 18", "Lestari", false},
    {"Halimah Tanjung", "Jl. Bakung No. 27", "Bunut", true},
    {"Agus Salim", "Jl. Tulip No. 15", "Sidomukti", false},
    {"Murniati", "Jl. Kemuning No. 20", "Mutiara", false},
    {"Dedi Kurniawan", "Jl. Soka No. 23", "Teladan", true},
    {"Kartini Sitorus", "Jl. Pinus No. 31", "Selawan", false},
    {"Syahrial Ritonga", "Jl. Cemara No. 29", "Sendang Sari", false},
    {"Yuliana Marpaung", "Jl. Akasia No. 24", "Kisaran Kota", true},
    {"Bambang Irawan", "Jl. Jati No. 33", "Sei Renggas", false},
    {"Nur Aisyah Rangkuti", "Jl. Mahoni No. 26", "Gambir Baru", false},
    {"Ferdinand Hutapea", "Jl. Beringin No. 35", "Sentang", true},
    {"Sulastri", "Jl. Bambu No. 28", "Dadimulyo", false},
    {"Irfan Maulana", "Jl. Rotan No. 32", "Karang Anyer", false},
    {"Desi Ratnasari", "Jl. Pandan No. 36", "Siumbut-umbut", true},
    {"Marihot Silalahi", "Jl. Ketapang No. 34", "Kedai Ledang", false},
    {"Ani Suryani", "Jl. Waru No. 38", "Kisaran Naga", false},
    {"Mulyadi", "Jl. Angsana No. 37", "Mekar Baru", false},
    {"Latifah Hanum", "Jl. Trembesi No. 39", "Tegal Sari", true},
    {"Robert Sihombing", "Jl. Merbau No. 40", "Lestari", false},
    {"Erna Wati", "Jl. Meranti No. 42", "Bunut", false},
    {"Khairul Anwar", "Jl. Ulin No. 41", "Mutiara", true},
    {"Suryani Ginting", "Jl. Nila No. 44", "Sidomukti", false},
    {"Taufik Rahman", "Jl. Mujair No. 43", "Sidomukti", false},
    {"Melda Purba", "Jl. Patin No. 46", "Sidomukti", true},
    {"Sugianto", "Jl. Tawes No. 45", "Kisaran Baru", false},
    {"Hasnah Dalimunthe", "Jl. Bawal No. 48", "Selawan", false},
    {"Rudi Hartono", "Jl. Tenggiri No. 47", "Teladan", false},
    {"Cahaya Nainggolan", "Jl. Kakap No. 50", "Sentang", true},
    {"Ismail Marzuki", "Jl. Tongkol No. 49", "Dadimulyo", false},
    {"Wulan Anggraini", "Jl. Kerapu No. 52", "Gambir Baru", true},
    {"Poltak Panjaitan", "Jl. Pari No. 51", "Sei Renggas", false},
    {"Sumarni", "Jl. Udang No. 54", "Karang Anyer", false},
    {"Andi Wijaya", "Jl. Kepiting No. 53", "Kisaran Kota", true},
    {"Rini Astuti", "Jl. Rajungan No. 56", "Siumbut-umbut", false},
    {"Muhammad Arifin", "Jl. Kerang No. 55", "Kedai Ledang", false},
    {"Juliana Tampubolon", "Jl. Cumi No. 58", "Kisaran Naga", true},
    {"Abdul Rahman Hasibuan", "Jl. Sotong No. 57", "Mekar Baru", false},
    {"Endang Sulistyowati", "Jl. Gabus No. 60", "Lestari", false},
    {"Gunawan Sembiring", "Jl. Sepat No. 59", "Bunut", false},
};

} // namespace

std::span<char const* const> categories() noexcept
{
    return all_categories;
}

std::span<product const> products() noexcept
{
    return all_products;
}

std::span<destination const> destinations() noexcept
{
    return all_destinations;
}

std::string_view half_of_kisaran(std::string_view village) noexcept
{
    bool const western = std::find(std::begin(western_villages), std::end(western_villages),
                                   village) != std::end(western_villages);
    return western ? "Kisaran Barat" : "Kisaran Timur";
}

std::span<person const> people() noexcept
{
    return all_people;
}

} // namespace toko::demo
