// measure RESULT COMMAND… runs a command and writes how it ended: its status as a shell has it, the
// most memory it held in KiB, and the microseconds it took.
//
// A program starts with the peak of the one that forked it, so this one is small.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char** words)
{
    if (count < 3) {
        std::fputs("usage: measure RESULT COMMAND...\n", stderr);
        return 64;
    }
    auto const began = std::chrono::steady_clock::now();
    auto const child = ::fork();
    if (child < 0) {
        std::perror("fork");
        return 71;
    }
    if (child == 0) {
        ::execvp(words[2], words + 2);
        std::perror(words[2]);
        ::_exit(127);
    }
    int status = 0;
    rusage used = {};
    while (::wait4(child, &status, 0, &used) < 0)
        if (errno != EINTR) {
            std::perror("wait4");
            return 71;
        }
    auto const took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    int const code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    auto* const result = std::fopen(words[1], "w");
    if (!result ||
        std::fprintf(result, "%d %ld %lld\n", code, used.ru_maxrss,
                     static_cast<long long>(took.count())) < 0 ||
        std::fclose(result) != 0) {
        std::perror(words[1]);
        return 74;
    }
    return code;
}
