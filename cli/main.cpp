#include "app.hpp"

int main(int count, char** words)
{
    return toko::run_process(count, words);
}
