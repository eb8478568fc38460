#ifndef TOKO_OUTPUT_FILE_HPP
#define TOKO_OUTPUT_FILE_HPP

#include <memory>
#include <ostream>
#include <string>

namespace toko {

/** A file that appears whole or not at all: what `--output FILE` writes.

    It is written under another name in the same folder, and takes its own in `commit`. Without
    `commit` nothing stays, after Ctrl-C neither.

    @par Errors `output.folder_missing`, `output.not_permitted`, `output.failed` (exit 73)
*/
class output_file
{
public:
    /// Who may read it: everybody whom the umask and the file before let, or its owner alone.
    enum class readers { usual, owner_alone };

    explicit output_file(std::string path, readers who = readers::usual);
    ~output_file();
    output_file(output_file const&) = delete;
    output_file& operator=(output_file const&) = delete;

    std::ostream& stream() noexcept;
    void commit();

private:
    struct state;
    std::unique_ptr<state> state_;
};

/** Refuse to write over the shop itself or what lies beside it: its log and its locks.

    @param shop As `--db` names it.

    @par Errors usage `usage.contradiction`
*/
void refuse_file_of_shop(std::string const& path, std::string const& shop);

/** Refuse what `output_file` could not write, before anything is done for it; nothing is written.

    @par Errors as `refuse_file_of_shop` and `output_file`
*/
void require_output_file(std::string const& path, std::string const& shop);

} // namespace toko

#endif
