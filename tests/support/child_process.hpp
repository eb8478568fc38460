#ifndef TOKOCRM_TESTS_SUPPORT_CHILD_PROCESS_HPP
#define TOKOCRM_TESTS_SUPPORT_CHILD_PROCESS_HPP

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace test {

/// The built toko, from `TOKO_TEST_PROGRAM`.
std::string toko_program();

/// The environment that a program run by a test gets: little, and the sanitizers' options.
std::vector<std::string> plain_environment(std::string const& home);

/// `'it'\''s'`, a word for /bin/sh.
std::string quoted_word(std::string const& word);

/** A program under way, which can be watched and killed; its output goes to files.

    Killed with the object if it still runs.
*/
class child_process
{
public:
    struct files
    {
        std::string in = "/dev/null";
        std::string out = "/dev/null";
        std::string err = "/dev/null";
    };

    child_process(std::vector<std::string> words, std::string const& folder,
                  std::vector<std::string> environment, files const& with);
    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;
    ~child_process();

    pid_t id() const noexcept { return id_; }
    /// The raw status of `waitpid` once it has ended.
    std::optional<int> ended();
    int wait();
    /// kill -9.
    void kill();

private:
    pid_t id_ = -1;
    std::optional<int> status_;
};

} // namespace test

#endif
