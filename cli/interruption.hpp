#ifndef TOKO_INTERRUPTION_HPP
#define TOKO_INTERRUPTION_HPP

#include <functional>

namespace toko {

class context;

/** Runs work that must tidy up before Ctrl-C ends the program.

    @param work Is handed a function to call now and then: after Ctrl-C, SIGTERM or SIGHUP it
   throws, and the program ends by that signal when the work has come out.
*/
void run_interruptibly(context& ctx,
                       std::function<void(std::function<void()> const& look)> const& work);

} // namespace toko

#endif
