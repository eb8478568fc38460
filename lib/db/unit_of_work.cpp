#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

/// The units that this thread may use. Asking is a comparison of addresses: it looks into no unit,
/// so it may be asked of one that is gone or is another thread's.
thread_local unit_of_work const* innermost = nullptr;

} // namespace

unit_of_work::unit_of_work(void* session, timestamp now, tokocrm::actor const& who,
                           environment const& env) noexcept
    : session_(session), now_(now), actor_(who), environment_(env), outer_(innermost)
{
    innermost = this;
}

unit_of_work::~unit_of_work()
{
    innermost = outer_;
}

void unit_of_work::must_be_here() const
{
    for (auto const* each = innermost; each; each = each->outer_)
        if (each == this)
            return;
    throw error(errc::internal, "db.unit_misused",
                mark("the program used a unit of work after its end or on another thread; please "
                     "report it"));
}

timestamp unit_of_work::now() const
{
    must_be_here();
    return now_;
}

tokocrm::actor const& unit_of_work::actor() const
{
    must_be_here();
    return actor_;
}

void unit_of_work::random_bytes(std::span<std::byte> out) const
{
    must_be_here();
    environment_.random_bytes(out);
}

} // namespace tokocrm
