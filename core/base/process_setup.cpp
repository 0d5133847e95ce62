#include "core/base/process_setup.h"

#include <cstdlib>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace nie {

void restartWithPassiveThreads(char** arguments)
{
    if (std::getenv("OMP_WAIT_POLICY"))
        return;
    // The setting being there ends the recursion.
    if (::setenv("OMP_WAIT_POLICY", "passive", 1) == 0)
        ::execv("/proc/self/exe", arguments);
}

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kKept = 1 << 30;
    constexpr int kLargestOnHeap = 32 << 20;  // the most that is accepted
    mallopt(M_TRIM_THRESHOLD, kKept);
    mallopt(M_MMAP_THRESHOLD, kLargestOnHeap);
#endif
}

}  // namespace nie
