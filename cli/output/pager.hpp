#ifndef TOKO_OUTPUT_PAGER_HPP
#define TOKO_OUTPUT_PAGER_HPP

namespace toko {

class context;
class spool;

/// Show text to a person: through `$PAGER` or less where a person sits there, else to stdout.
void page(context& ctx, spool& text);

} // namespace toko

#endif
