#include <tokocrm/actor.hpp>

namespace tokocrm {

std::string to_record(actor const& who)
{
    struct
    {
        std::string operator()(visitor) const { return "visitor"; }
        std::string operator()(owner) const { return "owner"; }
        std::string operator()(system_job) const { return "system"; }
        std::string operator()(id<staff_member> staff) const
        {
            return "staff:" + std::to_string(staff.value());
        }
        std::string operator()(id<customer> buyer) const
        {
            return "customer:" + std::to_string(buyer.value());
        }
    } const written;
    return std::visit(written, who);
}

} // namespace tokocrm
